import assert from 'node:assert/strict';
import { judgeMessage } from '../../../server/rooms/judgeMessage.ts';
import {
  ARENA_MESSAGES,
  LOBBY_MESSAGES,
  QUEUE_MESSAGES,
  type MessageRow,
  type Role,
} from '../../../server/rooms/messageTable.ts';
import type { ToServer } from '../../../shared/net/messages.ts';
import type { Phase } from '../../../shared/sim/SimEvent.ts';

const ROLES: readonly Role[] = ['player', 'spectator'];
const PHASES: readonly Phase[] = ['waiting', 'countdown', 'live', 'results'];

/** Who may say what when, in full: the table has to agree with it, not the other way round. */
const ALLOWED: { readonly [Type in keyof ToServer]: { readonly [R in Role]: readonly Phase[] } } = {
  vote: { player: ['results'], spectator: [] },
  watch: { player: [], spectator: PHASES },
  phrase: { player: PHASES, spectator: PHASES },
  report: { player: PHASES, spectator: PHASES },
  say: { player: PHASES, spectator: PHASES },
};

const EXAMPLES: ToServer = {
  vote: { map: 'foundry' },
  watch: { player: 'bot-1' },
  phrase: { phrase: 'hello', to: 'all' },
  report: { player: 'bo', reason: 'abuse' },
  say: { text: 'Hi', to: 'team' },
};

const types = Object.keys(ALLOWED) as (keyof ToServer)[];
const rowOf = (type: keyof ToServer) => ARENA_MESSAGES[type] as MessageRow<unknown>;

describe('S22 a message', () => {
  for (const type of types) {
    for (const role of ROLES) {
      for (const phase of PHASES) {
        const kind = ALLOWED[type][role].includes(phase) ? 'take' : 'ignore';
        it(`${type} of a ${role} in phase ${phase}: ${kind}`, () => {
          assert.equal(judgeMessage(rowOf(type), { role, phase }, EXAMPLES[type]).kind, kind);
        });
      }
    }
  }

  it('has a row in this test for each row of the table', () => {
    assert.deepEqual(Object.keys(ARENA_MESSAGES).toSorted(), types.toSorted());
    assert.deepEqual(Object.keys(LOBBY_MESSAGES), []);
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

  for (const type of types) {
    const judge = (message: unknown) => {
      const [role] = rowOf(type).from;
      const [phase] = rowOf(type).phases;
      return judgeMessage(rowOf(type), { role: role!, phase: phase! }, message).kind;
    };

    it(`is a strike whatever it is instead of a ${type}`, () => {
      for (const odd of ODD) assert.equal(judge(odd), 'strike', String(odd));
    });

    it(`is a strike when a ${type} has a field too many`, () => {
      for (const extra of ['x', 'admin', 'constructor', '__proto_'])
        assert.equal(judge({ ...EXAMPLES[type], [extra]: 1 }), 'strike');
    });

    it(`is a strike when a field of a ${type} is of another kind or missing`, () => {
      for (const field of Object.keys(EXAMPLES[type])) {
        for (const odd of [...ODD.slice(0, 6), [], {}]) {
          assert.equal(judge({ ...EXAMPLES[type], [field]: odd }), 'strike', `${field} ${String(odd)}`);
        }
      }
    });
  }
});

describe('S21 a wish in the queue', () => {
  const judge = (message: unknown) =>
    judgeMessage(QUEUE_MESSAGES.enter, { role: 'player', phase: 'waiting' }, message).kind;
  const party = { code: '7K3QZM4XWV', size: 3 };

  it('is for a ranked mode, alone or with a party', () => {
    assert.equal(judge({ mode: 'duel' }), 'take');
    assert.equal(judge({ mode: 'teamDeathmatch', party }), 'take');
  });

  it('is a strike when it is anything else', () => {
    for (const mode of ['deathmatch', 'Duel', '', null, 0, ['duel']]) assert.equal(judge({ mode }), 'strike');
    for (const code of ['7K3QZM4XW', '7K3QZM4XWVX', '7k3qzm4xwv', 'OOOOOOOOOO', '7K3QZ\nM4XW', null, 7])
      assert.equal(judge({ mode: 'duel', party: { ...party, code } }), 'strike', String(code));
    for (const size of [1, 0, -2, 2.5, 65, NaN, Infinity, '2', null])
      assert.equal(judge({ mode: 'duel', party: { ...party, size } }), 'strike', String(size));
    assert.equal(judge({ mode: 'duel', party: { ...party, leader: true } }), 'strike');
    assert.equal(judge({ mode: 'duel', rating: 9999 }), 'strike');
    assert.equal(judge(undefined), 'strike');
  });

  it('knows no other message', () => assert.deepEqual(Object.keys(QUEUE_MESSAGES), ['enter']));
});
