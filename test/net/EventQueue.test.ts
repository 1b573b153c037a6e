import assert from 'node:assert/strict';
import { EventQueue } from '../../shared/net/EventQueue.ts';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';

const at = { x: 1, y: 2 };
const shotOf = (player: string): Extract<SimEvent, { type: 'shot' }> => ({
  type: 'shot',
  player,
  weapon: 'pistol',
  from: at,
  ends: [],
});
const typesDue = (queue: EventQueue, tick: number) => queue.takeDue(tick).map(({ event }) => event.type);

describe('EventQueue', () => {
  it('holds the shots of others until they are drawn firing them', () => {
    const queue = new EventQueue('me');
    queue.receive([[100, shotOf('other')]], 0);
    assert.deepEqual(typesDue(queue, 99), []);
    assert.deepEqual(typesDue(queue, 100), ['shot']);
    assert.deepEqual(typesDue(queue, 101), [], 'told once');
  });

  it('tells what concerns the player at once', () => {
    const queue = new EventQueue('me');
    const hit = { type: 'hit', attacker: 'me', victim: 'other', weapon: 'pistol', damage: 14, at, radians: 0 } as const;
    const kill = { type: 'kill', attacker: 'other', victim: 'me', weapon: 'pistol', at } as const;
    queue.receive(
      [
        [100, hit],
        [100, kill],
      ],
      0,
    );
    assert.deepEqual(typesDue(queue, 0), ['hit', 'kill']);
  });

  it('shows a predicted shot at once and swallows its echo, but only one echo a prediction', () => {
    const queue = new EventQueue('me');
    queue.predict(100, shotOf('me'), 0);
    assert.deepEqual(typesDue(queue, 0), ['shot']);
    queue.receive([[105, shotOf('me')]], 150);
    assert.deepEqual(typesDue(queue, 200), []);
    queue.receive([[120, shotOf('me')]], 400);
    assert.deepEqual(typesDue(queue, 200), ['shot'], 'a shot nobody predicted is shown');
  });

  it('does not let a prediction that never came true swallow a later shot', () => {
    const queue = new EventQueue('me');
    queue.predict(100, shotOf('me'), 0);
    queue.takeDue(0);
    queue.receive([[400, shotOf('me')]], 5_000);
    assert.deepEqual(typesDue(queue, 0), ['shot']);
  });
});
