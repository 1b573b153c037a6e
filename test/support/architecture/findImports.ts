import { posix } from 'node:path';
import { isNode, walk, type SourceFile } from './SourceFile.ts';

/** What a file takes from another: a path from the root of the repository, or the name of a package. */
export interface Import {
  readonly kind: 'file' | 'package';
  readonly target: string;
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** All imports of a file, those of types and those at run time too. */
export function findImports(file: SourceFile): Import[] {
  const imports: Import[] = [];
  walk(file.program, (node) => {
    if (!IMPORTING.has(node.type) || !isNode(node.source)) return;
    const { value } = node.source;
    if (typeof value === 'string') imports.push(resolveImport(file.path, value));
  });
  return imports;
}

function resolveImport(from: string, specifier: string): Import {
  if (specifier.startsWith('.')) return { kind: 'file', target: posix.join(posix.dirname(from), specifier) };
  const parts = specifier.split('/');
  return { kind: 'package', target: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}
