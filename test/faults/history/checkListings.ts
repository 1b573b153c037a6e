import type { History, Listings, Violation } from './History.ts';

/** I5: after the quiet of a run all that tells of rooms says the same. */
export function checkListings(history: History): Violation[] {
  return history
    .filter((line): line is Listings => line.type === 'listings')
    .flatMap((listings) =>
      findListingFaults(listings).map((what): Violation => ({ invariant: 'I5', atMs: listings.atMs, what })),
    );
}

/** What in these listings does not fit together; nothing once they are settled. */
export function findListingFaults({ rows, open, listed, leases, owners, counts, living }: Listings): string[] {
  const rooms = Object.keys(rows);
  const publicRooms = rooms.filter((room) => rows[room]!.isPublic);
  return [
    ...difference('matches', Object.keys(owners), 'rows', rooms),
    ...difference('leases', leases, 'rows', rooms),
    ...difference('public list', listed, 'public rows', publicRooms),
    ...open.filter((room) => !publicRooms.includes(room)).map((room) => `room ${room} is open, without a public row`),
    ...rooms
      .filter((room) => owners[room] !== undefined && owners[room] !== rows[room]!.owner)
      .map((room) => `room ${room} is ${owners[room]}'s, and its row ${rows[room]!.owner}'s`),
    ...findCountFaults(rows, counts, living),
  ];
}

function difference(nameOne: string, one: readonly string[], nameOther: string, other: readonly string[]): string[] {
  return [
    ...one.filter((room) => !other.includes(room)).map((room) => `room ${room} is in ${nameOne}, not in ${nameOther}`),
    ...other.filter((room) => !one.includes(room)).map((room) => `room ${room} is in ${nameOther}, not in ${nameOne}`),
  ];
}

function findCountFaults(rows: Listings['rows'], counts: Listings['counts'], living: Listings['living']): string[] {
  const processes = new Set([
    ...Object.keys(counts),
    ...Object.keys(living),
    ...Object.values(rows).map(({ owner }) => owner),
  ]);
  return [...processes].flatMap((process) => {
    const inRows = Object.values(rows).filter(({ owner }) => owner === process).length;
    const [counted, alive] = [counts[process] ?? 0, living[process] ?? 0];
    if (inRows === alive && counted === alive) return [];
    return [`process ${process} has ${alive} rooms, ${inRows} in the listing, and is counted with ${counted}`];
  });
}
