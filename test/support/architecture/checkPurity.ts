import { isNode, lineAt, walk, type SourceFile, type SyntaxNode } from './SourceFile.ts';

const IMPURE_MEMBERS: Readonly<Record<string, readonly string[]>> = { Date: ['now'], Math: ['random'] };
const IMPURE_NAMES = ['performance', 'crypto', 'setTimeout', 'setInterval', 'queueMicrotask'];

/** Every use of a clock or of unseeded chance: the rules must give the same game when they are run again. */
export function checkPurity(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    walk(file.program, (node, parent) => {
      const impure = impureName(node, parent);
      if (impure === undefined) return;
      problems.push(
        `${file.path}:${lineAt(file.text, node.start)} uses ${impure}: take time from world.tick ` +
          'and chance from world.prng, or take the value as an argument.',
      );
    });
    return problems;
  });
}

function impureName(node: SyntaxNode, parent: SyntaxNode | undefined): string | undefined {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date') return 'new Date';
  if (node.type === 'MemberExpression') {
    const object = nameOf(node.object) ?? '';
    const property = nameOf(node.property) ?? '';
    return IMPURE_MEMBERS[object]?.includes(property) ? `${object}.${property}` : undefined;
  }
  const name = nameOf(node);
  if (name === undefined || !IMPURE_NAMES.includes(name)) return undefined;
  return isOnlyALabel(node, parent) ? undefined : name;
}

/** Whether a name is a field's, as in `world.performance` or `{ performance: 1 }`, and reaches nothing global. */
function isOnlyALabel(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (parent === undefined || parent.computed === true) return false;
  return parent.property === node || parent.key === node;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;
}
