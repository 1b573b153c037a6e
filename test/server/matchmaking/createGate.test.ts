import assert from 'node:assert/strict';
import { HTTP_ERRORS, type ErrorRow } from '../../../server/errors.ts';
import type { Matchmaking } from '../../../server/matchmaking/createGate.ts';
import { ADA, CODE, fails, gateWith, is, MoodyStore, never, SEAT, TOKEN } from '../../support/gate.ts';

describe('The gate of matchmaking', () => {
  it('lets wishes without an invite through as they are', async () => {
    const calls: unknown[] = [];
    const { gate } = gateWith({ joinOrCreate: async (...call) => (calls.push(call), SEAT) });
    const auth = { token: '' } as never;
    assert.equal(await gate('joinOrCreate', 'arena', { mode: 'teams' }, auth), SEAT);
    assert.deepEqual(calls, [['arena', { mode: 'teams' }, auth]]);
  });

  it('leads a player who wishes for no map to a small arena, and one who does to that one', async () => {
    const maps: unknown[] = [];
    const open = { sprawl: 5, foundry: 2, crossfire: 1 };
    const { gate } = gateWith({
      joinOrCreate: async (_room, { map }) => (maps.push(map), SEAT),
      fullest: async (_mode, map = 'sprawl') => ({ map, people: open[map] }),
    });
    await gate('joinOrCreate', 'arena', {});
    await gate('joinOrCreate', 'arena', { map: 'sprawl' });
    await gate('joinOrCreate', 'lobby', {});
    assert.deepEqual(maps, ['foundry', 'sprawl', undefined]);
  });

  it('leads an invite to the room of its code, and to no other', async () => {
    const rooms: string[] = [];
    const { gate } = gateWith({ joinById: async (roomId) => (rooms.push(roomId), SEAT), joinOrCreate: never });
    await gate('joinOrCreate', 'arena', { invite: '7k3qz-m4xwv' });
    assert.deepEqual(rooms, [CODE]);
  });

  it('opens no room for an invite nobody made', async () => {
    const joinById = fails('room "x" not found', 522);
    const { gate } = gateWith({ joinById, joinOrCreate: never });
    for (const invite of [CODE, 'chess', '', 7, null]) {
      await assert.rejects(gate('joinOrCreate', 'arena', { invite }), is(HTTP_ERRORS.unknownInvite));
    }
  });

  it('lets nobody new in while its process starts or drains, and whoever comes back all the same', async () => {
    const { gate, refused } = gateWith(
      { joinOrCreate: never, joinById: never, watch: never },
      { isAccepting: () => false },
    );
    for (const wish of [{}, { invite: CODE }, { spectate: true }])
      await assert.rejects(gate('joinOrCreate', 'arena', wish), is(HTTP_ERRORS.notReady));
    await assert.rejects(gate('joinById', CODE), is(HTTP_ERRORS.notReady));
    assert.deepEqual(new Set(refused), new Set([HTTP_ERRORS.notReady]));
    const { gate: back } = gateWith({ isHere: () => true }, { isAccepting: () => false });
    assert.equal(await back('reconnect', CODE, TOKEN), SEAT);
  });

  it('tells rooms whose request it is, by the token that came with it', async () => {
    const people: unknown[] = [];
    const { gate } = gateWith({
      joinOrCreate: async (_room, _options, auth) => (people.push(auth?.person), SEAT),
      joinById: async (_room, _options, auth) => (people.push(auth?.person), SEAT),
      watch: async (_choice, _options, person) => (people.push(person), SEAT),
    });
    const auth = { token: 'token of ada' } as never;
    await gate('joinOrCreate', 'arena', {}, auth);
    await gate('joinById', CODE, {}, auth);
    await gate('joinOrCreate', 'arena', { spectate: true }, auth);
    await gate('joinOrCreate', 'arena', { invite: CODE }, auth);
    await gate('joinOrCreate', 'arena', {}, {} as never);
    assert.deepEqual(people, [ADA, ADA, ADA, ADA, undefined]);
  });

  it('takes nobody for nobody who shows a token that is not good: they are told, and no room is asked', async () => {
    const { gate, refused } = gateWith({
      joinOrCreate: never,
      joinById: never,
      reconnectHere: never,
      isHere: () => true,
    });
    const auth = { token: 'forged' } as never;
    await assert.rejects(gate('joinOrCreate', 'arena', {}, auth), is(HTTP_ERRORS.badToken));
    await assert.rejects(gate('joinById', CODE, {}, auth), is(HTTP_ERRORS.badToken));
    await assert.rejects(gate('reconnect', CODE, TOKEN, auth), is(HTTP_ERRORS.badToken));
    assert.equal(refused.length, 3);
  });

  it('tells the owner of a match who wants a seat in it back', async () => {
    const ways: unknown[] = [];
    const here = gateWith({ isHere: () => true, reconnectHere: async (_room, way) => (ways.push(way), SEAT) });
    await here.gate('reconnect', CODE, TOKEN, { token: 'token of ada' } as never);
    await here.gate('reconnect', CODE, TOKEN);
    const there = gateWith(
      { reconnect: async (_room, way) => (ways.push(way), SEAT) },
      { owners: { ownerOf: async () => 'alive' } },
    );
    await there.gate('reconnect', CODE, TOKEN, { token: 'token of ada' } as never);
    const [token, playerId] = ['secret', 'p1'];
    assert.deepEqual(ways, [
      { token, playerId },
      { token, playerId: undefined },
      { token, playerId },
    ]);
  });

  it('lets nobody choose other methods', async () => {
    const { gate } = gateWith({});
    for (const method of ['create', 'join', 'handleCreateRoom', 'constructor', 'toString']) {
      await assert.rejects(gate(method, 'arena'), is(HTTP_ERRORS.unknownWay), method);
    }
  });

  const words: readonly (readonly [said: () => Promise<never>, row: ErrorRow])[] = [
    [fails('7K3QZM4XWV is already full.'), HTTP_ERRORS.roomFull],
    [fails('room "7K3QZM4XWV" is locked', 522), HTTP_ERRORS.roomFull],
    [fails('room "7K3QZM4XWV" not found', 522), HTTP_ERRORS.unknownRoom],
    [fails(HTTP_ERRORS.full.message, 523), HTTP_ERRORS.full],
    [fails('process abc is not available.'), HTTP_ERRORS.matchMoving],
    [fails('remote room (x) timed out, requesting "y". (2000ms exceeded)', 523), HTTP_ERRORS.matchMoving],
    [fails('Command timed out'), HTTP_ERRORS.storeAway],
    [fails('provided room name "chess" not defined', 520), HTTP_ERRORS.unknownWay],
    [fails("Cannot read properties of undefined (reading 'x')", 523), HTTP_ERRORS.internal],
  ];
  for (const [said, row] of words) {
    it(`says ${row.name} in words of the error table`, async () => {
      const { gate, refused } = gateWith({ joinById: said });
      await assert.rejects(gate('joinById', CODE), is(row));
      assert.deepEqual(refused, [row]);
    });
  }
});

describe('Whoever wants to watch', () => {
  const asked: unknown[] = [];
  const watch: Matchmaking['watch'] = async (choice) => {
    asked.push(choice);
    return SEAT;
  };
  const untouched = { joinOrCreate: never, joinById: never };

  beforeEach(() => asked.splice(0));

  it('is shown the match of an id or invite, or any of the mode and map wished for', async () => {
    const { gate } = gateWith({ ...untouched, watch });
    await gate('joinOrCreate', 'arena', { spectate: true });
    await gate('joinOrCreate', 'arena', { spectate: true, map: 'foundry', mode: 'deathmatch' });
    await gate('joinOrCreate', 'arena', { spectate: true, invite: '7k3qz-m4xwv', map: 'foundry' });
    await gate('joinById', CODE, { spectate: true });
    assert.deepEqual(asked, [{}, { map: 'foundry', mode: 'deathmatch' }, { roomId: CODE }, { roomId: CODE }]);
  });

  it('is told when there is nothing to watch, and when as many watch as can', async () => {
    const nothing = gateWith({ ...untouched, watch: async () => undefined });
    await assert.rejects(nothing.gate('joinOrCreate', 'arena', { spectate: true }), is(HTTP_ERRORS.nothingToWatch));
    const full = gateWith({ ...untouched, watch: fails('x is already full.') });
    await assert.rejects(full.gate('joinOrCreate', 'arena', { spectate: true }), is(HTTP_ERRORS.watchFull));
  });

  it('is told which match is over, and which only moves', async () => {
    const unknown = { ...untouched, watch: fails(HTTP_ERRORS.unknownRoom.message, HTTP_ERRORS.unknownRoom.code) };
    await assert.rejects(gateWith(unknown).gate('joinById', CODE, { spectate: true }), is(HTTP_ERRORS.unknownRoom));
    const { gate } = gateWith(unknown, { owners: { ownerOf: async () => 'moving' } });
    await assert.rejects(gate('joinById', CODE, { spectate: true }), is(HTTP_ERRORS.matchMoving));
  });

  it('is refused an arena that there is not', async () => {
    const { gate } = gateWith({ watch });
    const wrong = { spectate: true, map: 'atlantis' };
    await assert.rejects(gate('joinOrCreate', 'arena', wrong), is(HTTP_ERRORS.unknownMap));
    assert.deepEqual(asked, []);
  });
});

describe('Joins while the store is away', () => {
  it('are refused at once', async () => {
    const store = new MoodyStore();
    store.goDown();
    const { gate, refused } = gateWith({ joinOrCreate: never }, { store });
    await assert.rejects(gate('joinOrCreate', 'arena'), is(HTTP_ERRORS.storeAway));
    assert.deepEqual(refused, [HTTP_ERRORS.storeAway]);
  });

  it('are refused as soon as it goes away, however long it would have kept them waiting', async () => {
    const store = new MoodyStore();
    const { gate } = gateWith({ joinOrCreate: never }, { store });
    const joins = [gate('joinOrCreate', 'arena'), gate('joinOrCreate', 'arena')];
    store.goDown();
    for (const join of joins) await assert.rejects(join, is(HTTP_ERRORS.storeAway));
    assert.equal(store.listeners.size, 0);
  });
});

describe('Coming back to a match', () => {
  it('of this process asks nobody else, even when the store is away', async () => {
    const store = new MoodyStore();
    store.goDown();
    const here = { isHere: () => true, reconnect: never };
    assert.equal(await gateWith(here, { store }).gate('reconnect', CODE, TOKEN), SEAT);
  });

  it('with a token that opens no seat is refused for good by the living owner', async () => {
    const here = { isHere: () => true, reconnectHere: async () => undefined };
    await assert.rejects(gateWith(here).gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.seatGone));
    const elsewhere = { reconnect: fails('reconnection token invalid or expired.', 524) };
    const { gate } = gateWith(elsewhere, { owners: { ownerOf: async () => 'alive' } });
    await assert.rejects(gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.seatGone));
  });

  it('that is over is refused for good', async () => {
    await assert.rejects(gateWith({}).gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.matchOver));
  });

  it('that nobody knows is tried again while the store has only just come back', async () => {
    const store = new MoodyStore();
    store.upForMs = 5999;
    await assert.rejects(gateWith({}, { store }).gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.storeAway));
    store.upForMs = 6000;
    await assert.rejects(gateWith({}, { store }).gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.matchOver));
  });

  it('that moves is tried again, without asking anybody', async () => {
    const { gate } = gateWith({ reconnect: never }, { owners: { ownerOf: async () => 'moving' } });
    await assert.rejects(gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.matchMoving));
  });

  it('whose owner does not answer in time is tried again', async () => {
    const { gate } = gateWith({ reconnect: never }, { owners: { ownerOf: async () => 'alive' } });
    await assert.rejects(gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.matchMoving));
  });

  it('whose listing went the moment it was asked for is tried again', async () => {
    const reconnect = fails('room "x" has been disposed.', 522);
    const { gate } = gateWith({ reconnect }, { owners: { ownerOf: async () => 'alive' } });
    await assert.rejects(gate('reconnect', CODE, TOKEN), is(HTTP_ERRORS.matchMoving));
  });

  it('needs a token', async () => {
    for (const options of [{}, { reconnectionToken: 7 }, { reconnectionToken: { toString: 1 } }]) {
      await assert.rejects(gateWith({}).gate('reconnect', CODE, options), is(HTTP_ERRORS.badRequest));
    }
  });
});
