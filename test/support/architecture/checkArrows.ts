import { findImports } from './findImports.ts';
import type { SourceFile } from './SourceFile.ts';

/** What the files of a folder may import besides the folder itself: other folders, or single files. */
export type Arrows = Readonly<Record<string, readonly string[]>>;

/** Where a package may be imported; packages without a row may be imported anywhere outside shared/. */
export type PackageHomes = Readonly<Record<string, readonly string[]>>;

/** Every import that leaves the arrows, as a sentence that says what to do. */
export function checkArrows(files: readonly SourceFile[], arrows: Arrows): string[] {
  return files.flatMap((file) => {
    const folder = Object.keys(arrows).find((name) => isWithin(file.path, name));
    if (folder === undefined) return [`${file.path} lies in no folder of the arrows: give its folder a row.`];
    const allowed = [folder, ...arrows[folder]!];
    return findImports(file)
      .filter(({ kind, target }) => kind === 'file' && !allowed.some((place) => isWithin(target, place)))
      .map(
        ({ target }) =>
          `${file.path} imports ${target}, but ${folder} may import only ${allowed.join(', ')}: ` +
          'move what both need to where both may reach it, or pass it in as an argument.',
      );
  });
}

/** Every import of a package outside its home, and every package in `bare` that has none there. */
export function checkPackages(files: readonly SourceFile[], homes: PackageHomes, bare: string): string[] {
  return files.flatMap((file) =>
    findImports(file)
      .filter(({ kind, target }) => kind === 'package' && !isAtHome(file.path, homes[target], bare))
      .map(({ target }) => {
        const home = homes[target]?.join(', ') ?? `folders other than ${bare}`;
        return `${file.path} imports ${target}, which belongs in ${home}: keep it behind an interface there.`;
      }),
  );
}

/** One sentence for each ring of files that import each other, types included. */
export function findCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map((file) => [
      file.path,
      findImports(file)
        .filter(({ kind }) => kind === 'file')
        .map(({ target }) => target),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      const ring = [...trail.slice(trail.indexOf(path)), path].join(' -> ');
      cycles.push(`${ring}: move what they share to a file of its own.`);
      return;
    }
    if (done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return cycles;
}

function isAtHome(path: string, home: readonly string[] | undefined, bare: string): boolean {
  if (home === undefined) return !isWithin(path, bare);
  return home.some((folder) => isWithin(path, folder));
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
