import { isNode, lineAt, walk, type SourceFile, type SyntaxNode } from './SourceFile.ts';

/** Where SQL may be written by hand, as Kysely's tagged templates: what is put into those travels as a parameter. */
const HOME = 'server/persistence/';

/** They put text into a statement as it is. */
const UNQUOTED = ['raw', 'lit'];

const STATEMENT =
  /^\s*(select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from|alter\s+table|drop\s+table|create\s+table)\s/is;

/** Every way in which what somebody sent could become a part of an SQL statement. */
export function checkSql(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    walk(file.program, (node, parent) => {
      const fault = faultOf(file.path, node, parent);
      if (fault !== undefined) problems.push(`${file.path}:${lineAt(file.text, node.start)} ${fault}`);
    });
    return problems;
  });
}

function faultOf(path: string, node: SyntaxNode, parent: SyntaxNode | undefined): string | undefined {
  if (node.type === 'ImportSpecifier' && nameOf(node.imported) === 'sql' && !path.startsWith(HOME))
    return `writes SQL by hand: use Kysely's builder, or a function in ${HOME}.`;
  if (isHidden(node, parent)) return 'takes sql under another name, which hides what is done with it: import { sql }.';
  if (isUnknownStatement(node)) return 'runs a text as a statement: write it out, or use Kysely.';
  if (
    node.type === 'MemberExpression' &&
    nameOf(node.object) === 'sql' &&
    UNQUOTED.includes(nameOf(node.property) ?? '')
  )
    return `uses sql.${nameOf(node.property)}: put the value in as a parameter, \${value}.`;
  if (node.type === 'TemplateLiteral' && parent?.type !== 'TaggedTemplateExpression' && isStatement(node))
    return 'puts an SQL statement together from pieces: use Kysely, whose values travel as parameters.';
  if (node.type === 'BinaryExpression' && node.operator === '+' && isStatementText(node.left))
    return 'adds to an SQL statement: use Kysely, whose values travel as parameters.';
  return undefined;
}

/** `import { sql as q } from 'kysely'`, `import * as kysely from 'kysely'`. */
function isHidden(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (node.type === 'ImportSpecifier') return nameOf(node.imported) === 'sql' && nameOf(node.local) !== 'sql';
  return node.type === 'ImportNamespaceSpecifier' && nameOf(parent?.source) === 'kysely';
}

/** `CompiledQuery.raw` of anything but a text that stands there. */
function isUnknownStatement({ type, callee, arguments: given }: SyntaxNode): boolean {
  if (type !== 'CallExpression' || !isNode(callee) || nameOf(callee.object) !== 'CompiledQuery') return false;
  const [statement] = given as readonly SyntaxNode[];
  return nameOf(callee.property) === 'raw' && statement?.type !== 'Literal';
}

/** A template with something put in, whose text is a statement. */
function isStatement({ quasis, expressions }: SyntaxNode): boolean {
  const text = (quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked).join(' x ');
  return (expressions as readonly unknown[]).length > 0 && STATEMENT.test(text);
}

function isStatementText(node: unknown): boolean {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' && STATEMENT.test(`${node.value} `);
}

function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return String(node.value);
  return node.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;
}
