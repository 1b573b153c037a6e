import assert from 'node:assert/strict';
import { viewOfSession } from '../../bots/viewOfSession.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import { ArenaState, OwnState, PickupPadState, PlayerState, ProjectileState } from '../../shared/net/arenaSchema.ts';
import { sketchMap } from '../support/sketchMap.ts';

const MAP = sketchMap(
  'halves',
  ['#'.repeat(14), '#S...#.......#', '#....#.......#', '#'.repeat(14)],
  [
    { x: 112, y: 48, pickup: 'health25' },
    { x: 240, y: 48, pickup: 'rocket' },
  ],
);

/** A session of 'me' at 48,48, with others where `places` says. */
function seen(places: Readonly<Record<string, readonly [x: number, y: number]>>) {
  const state = new ArenaState();
  state.phase = 'live';
  for (const id of ['me', ...Object.keys(places)]) {
    const player = new PlayerState();
    player.alive = true;
    player.health = 60;
    state.players.set(id, player);
  }
  const me = state.players.get('me')!;
  me.x = me.y = 48;
  state.own.set('me', Object.assign(new OwnState(), { armour: 40 }));
  for (const at of [77, 88]) {
    const pad = new PickupPadState();
    pad.availableAtTick = at;
    state.pickups.set(String(state.pickups.size), pad);
  }
  const body = { ...BODY, x: 50, y: 50 };
  const view: SessionView = {
    renderTick: 90,
    serverTick: 96.4,
    own: { x: 49, y: 49, aim: 1, alive: true, body },
    others: new Map(Object.entries(places).map(([id, [x, y]]) => [id, { x, y, aim: 0 }])),
    projectiles: [],
  };
  return { map: MAP, state, playerId: 'me', view, events: [] };
}

const BODY = {
  vx: 1,
  vy: 2,
  ownTick: 9,
  dashEndsAt: 0,
  dashReadyAt: 12,
  hasteEndsAt: 0,
  weapon: 'smg',
  rounds: { smg: 5 },
  readyAt: 3,
  chargeEndsAt: 0,
  bloom: 0,
} as const;

describe('viewOfSession', () => {
  it('shows a network bot who is in its sight, and nobody behind a wall', () => {
    const view = viewOfSession(seen({ near: [112, 80], hidden: [240, 48] }));
    assert.deepEqual(view?.enemies, [{ id: 'near', x: 112, y: 80, isProtected: false }]);
  });

  it('shows no dead bodies and none that have left', () => {
    const session = seen({ dead: [112, 80], gone: [112, 60] });
    session.state.players.get('dead')!.alive = false;
    session.state.players.delete('gone');
    assert.deepEqual(viewOfSession(session)?.enemies, []);
  });

  it('tells it its own predicted body and private numbers', () => {
    const { x, y, vx, weapon, rounds, dashReadyAt, health, armour, aim, alive } = viewOfSession(seen({}))!.self;
    assert.deepEqual(
      { x, y, vx, weapon, rounds, dashReadyAt, health, armour, aim, alive },
      {
        x: 50,
        y: 50,
        vx: 1,
        weapon: 'smg',
        rounds: { smg: 5 },
        dashReadyAt: 12,
        health: 60,
        armour: 40,
        aim: 1,
        alive: true,
      },
    );
  });

  it('tells when a pad is ready only if the pad is in sight', () => {
    assert.deepEqual(viewOfSession(seen({}))?.pads, [{ pad: 0, availableAtTick: 77 }]);
  });

  it('shows rockets of others in sight with their speed, and not its own', () => {
    const session = seen({});
    const flight = { x: 100, y: 60, vx: 640, vy: 0, ticksLeft: 9, bounces: 0 };
    const rocket = { key: 'a', weapon: 'rocket', own: false, ...flight } as const;
    const projectiles = [rocket, { ...rocket, own: true }, { ...rocket, x: 240 }];
    const view = viewOfSession({ ...session, view: { ...session.view, projectiles } });
    assert.deepEqual(view?.projectiles, [{ weapon: 'rocket', x: 100, y: 60, vx: 640, vy: 0 }]);
  });

  it('TM1 shows neither team mates as enemies nor their rockets', () => {
    const session = seen({ mate: [112, 80], foe: [112, 60] });
    const { players, projectiles } = session.state;
    for (const [id, player] of players) player.team = id === 'foe' ? 2 : 1;
    for (const owner of ['mate', 'foe']) {
      projectiles.set(`of ${owner}`, Object.assign(new ProjectileState(), { owner }));
    }
    const flight = { weapon: 'rocket', own: false, x: 100, y: 60, vy: 0, ticksLeft: 9, bounces: 0 } as const;
    const flying = ['mate', 'foe'].map((owner, vx) => ({ ...flight, key: `of ${owner}`, vx }));
    const view = viewOfSession({ ...session, view: { ...session.view, projectiles: flying } });
    assert.deepEqual(
      view?.enemies.map(({ id }) => id),
      ['foe'],
    );
    assert.deepEqual(
      view.projectiles.map(({ vx }) => vx),
      [1],
    );
  });

  it('is nothing before the player is in the match', () => {
    const session = seen({});
    assert.equal(viewOfSession({ ...session, view: { ...session.view, own: undefined } }), undefined);
  });
});
