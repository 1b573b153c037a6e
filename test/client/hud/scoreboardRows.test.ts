import assert from 'node:assert/strict';
import { bestRival, scoreboardColumns, scoreboardRows, scoreboardTables } from '../../../client/hud/scoreboardRows.ts';

function player(name: string, score: number, kills = score, deaths = 0) {
  return { name, score, kills, deaths, team: 0, bot: false, connected: true };
}

describe('the scoreboard', () => {
  it('puts the best score first, then kills, then who died least, then by name', () => {
    const rows = scoreboardRows([
      ['a', player('Zoe', 3, 3, 4)],
      ['b', player('Ann', 3, 3, 4)],
      ['c', player('Bob', 3, 3, 1)],
      ['d', player('Cid', 3, 5, 9)],
      ['e', player('Dee', 9)],
    ]);
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Dee', 'Cid', 'Bob', 'Ann', 'Zoe'],
    );
  });

  it('gives the same place to players level in score, and skips the places they share', () => {
    const rows = scoreboardRows([
      ['a', player('A', 5)],
      ['b', player('B', 5)],
      ['c', player('C', 2)],
    ]);
    assert.deepEqual(
      rows.map(({ place }) => place),
      [1, 1, 3],
    );
  });

  it('stands in one column as long as it fits, and else in columns of the same length', () => {
    const lengths = (players: number) => scoreboardColumns(Array(players).fill(0)).map(({ length }) => length);
    assert.deepEqual(lengths(0), [0]);
    assert.deepEqual(lengths(16), [16]);
    assert.deepEqual(lengths(17), [9, 8]);
    assert.deepEqual(lengths(64), [16, 16, 16, 16]);
  });

  it('has a table for each team, and more where a team is large', () => {
    const crowd = (count: number, team: number) =>
      Array.from({ length: count }, (_, index) => [`${team}-${index}`, { ...player('P', index), team }] as const);
    const shape = (rows: Parameters<typeof scoreboardRows>[0]) =>
      scoreboardTables(scoreboardRows(rows)).map((table) => [table.team, table.rows.length]);
    assert.deepEqual(shape(crowd(3, 0)), [[0, 3]]);
    assert.deepEqual(shape([...crowd(2, 2), ...crowd(20, 1)]), [
      [1, 10],
      [1, 10],
      [2, 2],
    ]);
  });

  it('names the best of the others as the one to chase', () => {
    const rows = scoreboardRows([
      ['me', player('Me', 9)],
      ['b', player('B', 5)],
      ['c', player('C', 7)],
    ]);
    assert.equal(bestRival(rows, 'me')?.id, 'c');
    assert.equal(bestRival(rows.slice(0, 1), 'me'), undefined);
  });
});
