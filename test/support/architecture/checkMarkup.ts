import { isNode, lineAt, walk, type SourceFile, type SyntaxNode } from './SourceFile.ts';

/** All that takes a text for HTML. */
const MARKUP_MEMBERS = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
  'parseFromString',
  'srcdoc',
  'write',
  'writeln',
];
/** What only a document does to its page; others of these names write elsewhere. */
const OF_DOCUMENT = ['write', 'writeln'];

/** Every place where the page would take a text for HTML: names and chat are written by strangers. */
export function checkMarkup(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    walk(file.program, (node) => {
      const member = markupMember(node);
      if (member === undefined) return;
      problems.push(
        `${file.path}:${lineAt(file.text, node.start)} uses ${member}: make elements by make() of client/hud/dom.ts, ` +
          'and give them text.',
      );
    });
    return problems;
  });
}

/** The member by which a text is taken for HTML: used, set together with others, or as an attribute, handlers of events among them. */
function markupMember(node: SyntaxNode): string | undefined {
  if (node.type === 'Property' && isNode(node.key)) {
    const key = String(node.key.name ?? node.key.value);
    return MARKUP_MEMBERS.includes(key) && !OF_DOCUMENT.includes(key) ? key : undefined;
  }
  if (node.type === 'CallExpression') return markupAttribute(node);
  if (node.type !== 'MemberExpression' || !isNode(node.property)) return undefined;
  // `element['innerHTML']` is the same as `element.innerHTML`.
  const member = String(node.computed === true ? node.property.value : node.property.name);
  if (!MARKUP_MEMBERS.includes(member)) return undefined;
  const isOfDocument = isNode(node.object) && node.object.name === 'document';
  return OF_DOCUMENT.includes(member) && !isOfDocument ? undefined : member;
}

/** `e.setAttribute('srcdoc', text)`, `e.setAttribute('onclick', text)`. */
function markupAttribute({ callee, arguments: given }: SyntaxNode): string | undefined {
  const [name] = given as readonly SyntaxNode[];
  if (!isNode(callee) || !isNode(callee.property) || callee.property.name !== 'setAttribute') return undefined;
  const attribute = typeof name?.value === 'string' ? name.value : '';
  return /^(srcdoc|on\w+)$/i.test(attribute) ? attribute : undefined;
}
