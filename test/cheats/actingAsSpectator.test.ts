import assert from 'node:assert/strict';
import { CLOSE } from '../../shared/net/protocol.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { CheatArena } from '../support/CheatArena.ts';
import { messageFrame } from '../support/craftedFrames.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

describe('Cheat: acting as a spectator', () => {
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

  it('Inputs of a spectator move neither whom they watch nor a body of their own (SP3)', async () => {
    const spectator = await arena.cheat({ spectate: true });
    const watched = arena.body(arena.honest);
    const { x, y, shots } = watched;
    await arena.send(spectator, { moveX: 127, moveY: 127, buttons: BUTTON.fire | BUTTON.dash }, 10, 20);
    assert.deepEqual([watched.x, watched.y, watched.shots], [x, y, shots]);
    assert.equal(arena.has(spectator), false);
    assert.deepEqual([...arena.world.players.keys()], [arena.honest.id]);
  });

  it('The vote of a spectator is not counted', async () => {
    const spectator = await arena.cheat({ spectate: true });
    Object.assign(arena.world, { phase: 'results', phaseEndsAtTick: arena.world.tick + 6000 });
    for (let times = 0; times < 5; times++) spectator.send(messageFrame('vote', { map: 'crossfire' }));
    await arena.ticks(10);
    assert.deepEqual(arena.match.votes, {});
  });

  it('A vote outside of the results is none, and nobody votes twice', async () => {
    const cheat = await arena.cheat();
    cheat.send(messageFrame('vote', { map: 'crossfire' }));
    await arena.ticks(6);
    assert.deepEqual(arena.match.votes, {});
    Object.assign(arena.world, { phase: 'results', phaseEndsAtTick: arena.world.tick + 6000 });
    for (let times = 0; times < 5; times++) cheat.send(messageFrame('vote', { map: 'crossfire' }));
    await arena.ticks(6);
    assert.deepEqual(arena.match.votes, { crossfire: 1 });
  });

  it('A player who asks to watch somebody sees by their own eyes all the same', async () => {
    const cheat = await arena.cheat();
    cheat.send(messageFrame('watch', { player: arena.honest.id }));
    await arena.ticks(6);
    assert.ok(arena.has(cheat), 'it means nothing, and harms nobody');
    const told: string[] = [];
    cheat.onMessage = (payload) => told.push(Buffer.from(payload).toString('latin1'));
    await arena.ticks(6);
    assert.equal(
      told.some((text) => text.includes('watching')),
      false,
    );
  });

  it('Asking three times to watch through walls sends the spectator away', async () => {
    const spectator = await arena.cheat({ spectate: true });
    const wish = messageFrame('watch', { player: arena.honest.id, through: 'walls' });
    for (let times = 0; times < 3; times++) spectator.send(wish);
    assert.equal((await spectator.closed).code, CLOSE.badMessage);
  });
});
