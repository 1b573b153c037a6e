import assert from 'node:assert/strict';
import { judgeMessage } from '../../../server/rooms/judgeMessage.ts';
import * as tables from '../../../server/rooms/messageTable.ts';
import type { MessageRow, MessageTable, Role } from '../../../server/rooms/messageTable.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';

const ROLES: readonly Role[] = ['player', 'spectator'];
const PHASES: readonly Phase[] = ['waiting', 'countdown', 'live', 'results'];

type Allowed = { readonly [R in Role]: readonly Phase[] };

/** A message of a table: its row, an example of it, and who may send it when, in full: the table has to agree, not the other way round. */
interface Case {
  readonly table: string;
  readonly type: string;
  readonly row: MessageRow<unknown>;
  readonly example: object;
  readonly allowed: Allowed;
}

const WAITING: Allowed = { player: ['waiting'], spectator: [] };
const ALWAYS: Allowed = { player: PHASES, spectator: PHASES };

const CASES: readonly Case[] = [
  ...casesOf('ARENA_MESSAGES', tables.ARENA_MESSAGES, {
    vote: [{ map: 'foundry' }, { player: ['results'], spectator: [] }],
    watch: [{ player: 'bot-1' }, { player: [], spectator: PHASES }],
    phrase: [{ phrase: 'hello', to: 'all' }, ALWAYS],
    report: [{ player: 'bo', reason: 'abuse' }, ALWAYS],
    say: [{ text: 'Hi', to: 'team' }, ALWAYS],
  }),
  ...casesOf('PARTY_MESSAGES', tables.PARTY_MESSAGES, {
    play: [{ mode: 'deathmatch', map: 'foundry' }, WAITING],
    queue: [{ mode: 'duel' }, WAITING],
    lead: [{ member: 'bo' }, WAITING],
    remove: [{ member: 'bo' }, WAITING],
  }),
  ...casesOf('QUEUE_MESSAGES', tables.QUEUE_MESSAGES, { enter: [{ mode: 'duel' }, WAITING] }),
  ...casesOf('LOBBY_MESSAGES', tables.LOBBY_MESSAGES, {}),
];

function casesOf<Messages extends object>(
  name: string,
  table: MessageTable<Messages>,
  expected: { readonly [Type in keyof Messages]: readonly [example: Messages[Type] & object, allowed: Allowed] },
): Case[] {
  return (Object.keys(expected) as (keyof Messages & string)[]).map((type) => {
    const [example, allowed] = expected[type];
    return { table: name, type, row: table[type] as MessageRow<unknown>, example, allowed };
  });
}

describe('S22 a message', () => {
  for (const { type, row, example, allowed } of CASES) {
    for (const role of ROLES) {
      for (const phase of PHASES) {
        const kind = allowed[role].includes(phase) ? 'take' : 'ignore';
        it(`${type} of a ${role} in phase ${phase}: ${kind}`, () => {
          assert.equal(judgeMessage(row, { role, phase }, example).kind, kind);
        });
      }
    }
  }

  it('has a case in this test for each row of every table', () => {
    const rows = Object.entries(tables).flatMap(([table, types]) =>
      Object.keys(types).map((type) => `${table} ${type}`),
    );
    assert.deepEqual(rows.toSorted(), CASES.map(({ table, type }) => `${table} ${type}`).toSorted());
  });
});

describe('S21 a message of the wrong shape', () => {
  const ODD: readonly unknown[] = [
    undefined,
    null,
    NaN,
    Infinity,
    -0,
    1e308,
    '',
    'foundry',
    true,
    [],
    ['foundry'],
    [{}],
    {},
    new Map(),
    new Date(0),
    new Uint8Array(4),
    /x/,
  ];

  for (const { type, row, example } of CASES) {
    const standing = { role: row.from[0]!, phase: row.phases[0]! };
    const judge = (message: unknown) => judgeMessage(row, standing, message).kind;

    it(`is a strike whatever it is instead of a ${type}`, () => {
      for (const odd of ODD) assert.equal(judge(odd), 'strike', String(odd));
    });

    it(`is a strike when a ${type} has a field too many`, () => {
      for (const extra of ['x', 'admin', 'constructor', '__proto_'])
        assert.equal(judge({ ...example, [extra]: 1 }), 'strike');
    });

    it(`is a strike when a field of a ${type} is of another kind or missing`, () => {
      for (const field of Object.keys(example)) {
        for (const odd of [...ODD.slice(0, 6), [], {}]) {
          assert.equal(judge({ ...example, [field]: odd }), 'strike', `${field} ${String(odd)}`);
        }
      }
    });
  }
});

describe('S21 a wish in the queue', () => {
  const judge = (message: unknown) =>
    judgeMessage(tables.QUEUE_MESSAGES.enter, { role: 'player', phase: 'waiting' }, message).kind;
  const party = { code: '7K3QZM4XWV', size: 3 };

  it('is for a ranked mode, alone or with a party', () => {
    assert.equal(judge({ mode: 'duel' }), 'take');
    assert.equal(judge({ mode: 'teamDeathmatch', party }), 'take');
  });

  it('is a strike when it is anything else', () => {
    for (const mode of ['deathmatch', 'Duel', '', null, 0, ['duel']]) assert.equal(judge({ mode }), 'strike');
    for (const code of ['7K3QZM4', '7K3QZM4XWVX', '7k3qzm4xwv', 'OOOOOOOOOO', '7K3QZ\nM4XW', null, 7])
      assert.equal(judge({ mode: 'duel', party: { ...party, code } }), 'strike', String(code));
    for (const size of [1, 0, -2, 2.5, 65, NaN, Infinity, '2', null])
      assert.equal(judge({ mode: 'duel', party: { ...party, size } }), 'strike', String(size));
    assert.equal(judge({ mode: 'duel', party: { ...party, leader: true } }), 'strike');
    assert.equal(judge({ mode: 'duel', rating: 9999 }), 'strike');
    assert.equal(judge(undefined), 'strike');
  });
});
