import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { rulesOf } from '../../shared/defs/rules.ts';
import { PROTOCOL_VERSION } from '../../shared/net/protocol.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

/** Options that mean something to the server, or to Colyseus, when the server itself gives them. */
const FORGED = {
  restore: { world: {} },
  snapshot: {},
  fence: 2 ** 53,
  roster: [{ sessionId: 'cheat', tokens: ['known'] }],
  plan: { kind: 'adopted', isPrivate: true },
  kind: 'adopted',
  isPrivate: true,
  services: { config: { maxRooms: 1e9 } },
  roomId: 'chosen-by-a-cheat',
  sessionId: 'chosen-by-a-cheat',
  processId: 'chosen-by-a-cheat',
  seed: 1,
  bots: 64,
  maxClients: 1e9,
  auth: { admin: true },
  rules: { scoreLimit: 1, timeLimitMinutes: 1, bots: 16 },
  scoreLimit: 1,
  ranked: true,
  rating: 9999,
  reconnectionToken: 'known',
};

describe('Cheat: forged join options', () => {
  let server: LocalServer;
  let arena: CheatArena;

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    arena = await CheatArena.open(server);
  });
  afterEach(() => arena.close());

  function matchmake(method: string, room: string, body: string): Promise<Response> {
    return fetch(`${arena.url}/matchmake/${method}/${room}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  }

  it('Options that only the server may set are none, in a match that is on', async () => {
    const cheat = await arena.cheat(FORGED);
    assert.equal(cheat.roomId, arena.honest.room.roomId);
    assert.notEqual(cheat.id, FORGED.sessionId);
    const body = arena.body(cheat);
    assert.deepEqual([body.score, body.bot, arena.match.seats.bots, arena.match.seats.people], [0, false, 0, 2]);
  });

  it('Nor in one that begins for whoever sends them', async () => {
    const before = new Set(arena.server.app.services.rooms);
    const answer = await matchmake('joinOrCreate', 'arena', JSON.stringify({ ...FORGED, map: 'crossfire' }));
    assert.equal(answer.status, 200);
    const { roomId, sessionId } = (await answer.json()) as { roomId: string; sessionId: string };
    assert.notEqual(roomId, FORGED.roomId);
    assert.notEqual(sessionId, FORGED.sessionId);
    const room = matchMaker.getLocalRoomById(roomId);
    const match = [...arena.server.app.services.rooms].find((each) => !before.has(each))!;
    assert.deepEqual([match.seats.people, match.seats.bots, match.number], [0, 0, 1]);
    assert.deepEqual(match.world.rules, rulesOf('deathmatch'), 'wishes for rules are for private matches');
    assert.ok(room.maxClients <= 64);
    const { rooms } = (await (await fetch(`${arena.url}/api/rooms`)).json()) as { rooms: { roomId: string }[] };
    assert.ok(
      rooms.some((listed) => listed.roomId === roomId),
      'it is a public match like any other',
    );
  });

  it('Options that reach for the prototype of everything change nothing', async () => {
    const bodies = ['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'];
    for (const body of bodies) assert.ok((await matchmake('joinOrCreate', 'arena', body)).status < 500);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });

  it('Another version of the protocol than the server speaks is refused, and so is one that is no number', async () => {
    for (const protocol of [0, -1, PROTOCOL_VERSION + 1, PROTOCOL_VERSION + 0.5, 1e9]) {
      assert.equal((await matchmake('joinOrCreate', 'arena', JSON.stringify({ protocol }))).status, 426, `${protocol}`);
    }
    for (const protocol of [String(PROTOCOL_VERSION), [PROTOCOL_VERSION], {}, null, true]) {
      const { status } = await matchmake('joinOrCreate', 'arena', JSON.stringify({ protocol }));
      assert.equal(status, 400, JSON.stringify(protocol));
    }
  });

  it('Nobody makes rooms of their own choice, or calls what matchmaking keeps for itself', async () => {
    const before = new Set(arena.server.app.services.rooms);
    const methods = [
      'create',
      'join',
      'joinByID',
      'getAvailableRooms',
      'query',
      'remoteRoomCall',
      'constructor',
      '__proto__',
    ];
    for (const method of methods) {
      for (const room of ['arena', arena.honest.room.roomId]) {
        const { status } = await matchmake(method, room, '{"map":"crossfire"}');
        assert.ok(status >= 400 && status < 500, `${method} ${room}: ${status}`);
      }
    }
    assert.deepEqual(
      [...arena.server.app.services.rooms].filter((match) => !before.has(match)),
      [],
    );
  });

  it('There are no rooms but those of the game', async () => {
    for (const room of ['__proto__', 'constructor', 'relay', 'admin', 'arena%2f..%2flobby', "arena' OR 1=1 --"]) {
      const { status } = await matchmake('joinOrCreate', room, '{}');
      assert.ok(status >= 400 && status < 500, `${room}: ${status}`);
    }
  });
});
