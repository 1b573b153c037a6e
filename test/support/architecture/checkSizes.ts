import { isNode, lineAt, walk, type SourceFile, type SyntaxNode } from './SourceFile.ts';

/** Largest numbers of lines. */
export interface Sizes {
  readonly file: number;
  /** For single files that are held to another size; `Infinity` for none. */
  readonly fileExceptions: Readonly<Record<string, number>>;
  readonly function: number;
  /** What 95 of 100 functions keep to. */
  readonly usualFunction: number;
}

/** A function with a body, from its first line to its last. */
export interface MeasuredFunction {
  readonly path: string;
  readonly line: number;
  readonly lines: number;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const USUAL_SHARE = 0.95;

/** Every file and function over its size, and the usual size if too many functions are over that. */
export function checkSizes(files: readonly SourceFile[], sizes: Sizes): string[] {
  const functions = files.flatMap(measureFunctions);
  return [
    ...files.flatMap((file) => checkFile(file, sizes)),
    ...functions
      .filter(({ lines }) => lines > sizes.function)
      .map(
        ({ path, line, lines }) =>
          `${path}:${line} is a function of ${lines} lines, more than ${sizes.function}: give its parts names of their own.`,
      ),
    ...checkUsualSize(functions, sizes.usualFunction),
  ];
}

/** What takes a list of tests, which is no function to speak of. */
const SUITES = ['describe', 'eachDatabase'];

/** The functions of a file, but for lists of tests. */
export function measureFunctions(file: SourceFile): MeasuredFunction[] {
  const functions: MeasuredFunction[] = [];
  walk(file.program, (node, parent) => {
    if (!FUNCTIONS.has(node.type) || !isNode(node.body) || isDescribe(parent)) return;
    const line = lineAt(file.text, node.start);
    functions.push({ path: file.path, line, lines: lineAt(file.text, node.end) - line + 1 });
  });
  return functions;
}

function checkFile({ path, text }: SourceFile, sizes: Sizes): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const most = sizes.fileExceptions[path] ?? sizes.file;
  return lines > most ? [`${path} has ${lines} lines, more than ${most}: split it by what its parts are about.`] : [];
}

function checkUsualSize(functions: readonly MeasuredFunction[], usual: number): string[] {
  const bySize = functions.toSorted((a, b) => a.lines - b.lines);
  const p95 = bySize[Math.floor(bySize.length * USUAL_SHARE)];
  if (p95 === undefined || p95.lines <= usual) return [];
  const worst = bySize.slice(-5).map(({ path, line, lines }) => `${path}:${line} (${lines})`);
  return [`One function in twenty has more than ${usual} lines; shorten the longest: ${worst.join(', ')}.`];
}

function isDescribe(parent: SyntaxNode | undefined): boolean {
  const callee = parent?.type === 'CallExpression' ? parent.callee : undefined;
  return isNode(callee) && SUITES.includes(String(callee.name));
}
