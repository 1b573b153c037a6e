/** Teams are called after the shape of their bodies: colours differ from palette to palette. */
const NAMES: Readonly<Record<number, string>> = { 1: 'Rings', 2: 'Hexes' };

/** What a team is called by those who are not in it. */
export function teamName(team: number): string {
  return NAMES[team] ?? '';
}

/** The same, but that a team of one is called by who is in it. */
export function sideName(team: number, members: readonly { readonly name: string }[]): string {
  const [only] = members.length === 1 ? members : [];
  return only?.name ?? teamName(team);
}
