import assert from 'node:assert/strict';
import { KeptSeat } from '../../../client/net/KeptSeat.ts';
import { returnToSeat } from '../../../client/net/returnToSeat.ts';
import type { Comeback } from '../../../shared/net/comeBack.ts';
import type { EnteredRoom } from '../../../client/net/enterRoom.ts';
import { ArenaClient } from '../../support/arenaClient.ts';
import { openFrontDoor, type FrontDoor } from '../../support/FrontDoor.ts';
import { startServerProcess, type ServerProcess } from '../../support/gameServer.ts';
import { memoryStore } from '../../support/memoryStore.ts';

const PLANNED_MOVE = 4010;

describe('a browser on the way back to its seat', () => {
  let server: ServerProcess;
  let door: FrontDoor;
  let player: ArenaClient;

  before(async () => {
    server = await startServerProcess({ BOTS: '0' });
  });

  beforeEach(async () => {
    door = await openFrontDoor(server.port);
    player = await ArenaClient.join(door.url, { name: 'Ann' });
    door.cut();
    await player.closed;
  });

  afterEach(() => door.close());

  after(() => server.stop());

  function comeBack(seat: KeptSeat, tries: number[] = []): Promise<Comeback<EnteredRoom>> {
    return returnToSeat({
      endpoint: door.url,
      asPerson: (work) => work(undefined),
      token: player.room.reconnectionToken,
      seat,
      closeCode: PLANNED_MOVE,
      onTry: (number) => tries.push(number),
      isWanted: () => true,
    });
  }

  async function leaveFor(end: Comeback<EnteredRoom>): Promise<void> {
    assert.ok(end.kind === 'back');
    await end.link.room.leave();
  }

  it('comes into the same seat once its match has moved, and keeps the way back of the new connection', async () => {
    const seat = new KeptSeat(memoryStore());
    const tries: number[] = [];
    door.answers.push({ status: 503, body: '{"code":503,"error":"moving"}' }, { status: 502, body: '<html>' });
    const end = await comeBack(seat, tries);
    assert.ok(end.kind === 'back');
    const { room } = end.link;
    assert.equal(room.sessionId, player.id);
    assert.equal(room.state.players.get(player.id)?.name, 'Ann');
    assert.deepEqual(tries, [1, 2, 3]);
    assert.equal(seat.token, room.reconnectionToken);
    assert.notEqual(seat.token, player.room.reconnectionToken);
    await leaveFor(end);
  });

  it('cuts off answers and sockets that hang, and leaves none of them behind', async () => {
    door.answers.push('hang');
    door.deafSockets = 1;
    await leaveFor(await comeBack(new KeptSeat(memoryStore())));
    assert.deepEqual(door.seen, { returns: 3, abandoned: 1, sockets: 3, deafClosed: 1 });
  });

  it('follows its match to the address of another process', async () => {
    const other = await openFrontDoor(server.port);
    door.publicAddress = `127.0.0.1:${other.port}`;
    await leaveFor(await comeBack(new KeptSeat(memoryStore())));
    assert.equal(other.seen.sockets, 1);
    await other.close();
  });

  it('gives up at once when the match is over', async () => {
    door.answers.push({ status: 410, body: '{"code":410,"error":"over"}' });
    assert.deepEqual(await comeBack(new KeptSeat(memoryStore())), { kind: 'lost', cause: 'gone', reason: 'over' });
    assert.equal(door.seen.returns, 1);
  });
});
