import assert from 'node:assert/strict';
import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import type { BotSkill } from '../../shared/defs/bots.ts';
import { ticksOf } from '../../shared/defs/rates.ts';
import { isInSight } from '../../shared/bot/BotView.ts';
import { distance } from '../../shared/math/vec.ts';
import { BUTTON, type Command } from '../../shared/sim/Command.ts';
import { readMap } from '../support/readMap.ts';
import { startBotMatch, stepBotMatch, type BotMatch } from '../support/playBots.ts';

const EIGHT = Array(8).fill('normal');
const CROWDS: Readonly<Record<MapId, readonly BotSkill[]>> = {
  crossfire: EIGHT,
  foundry: EIGHT,
  sprawl: Array(64).fill('normal'),
};

function playSeconds(match: BotMatch, seconds: number): void {
  for (let tick = 0; tick < ticksOf(seconds); tick++) stepBotMatch(match);
}

describe('a match of bots', function () {
  // Minutes of many bots are worked through at once, on whatever machine.
  this.timeout(90_000);

  it('ends with a winner long before the clock runs out', () => {
    const match = startBotMatch(readMap('crossfire'), EIGHT, 1);
    const limit = ticksOf(7 * 60);
    while (match.world.phase !== 'results' && match.world.tick < limit) stepBotMatch(match);
    assert.ok(match.world.tick < limit);
    assert.ok([...match.world.players.values()].some(({ score }) => score >= 25));
  });

  for (const id of MAP_IDS) {
    it(`leaves nobody stuck for three seconds on ${id}`, () => {
      const match = startBotMatch(readMap(id), CROWDS[id], 5);
      const anchors = new Map<string, { x: number; y: number; tick: number }>();
      for (let tick = 0; tick < ticksOf(60); tick++) {
        stepBotMatch(match);
        for (const { id: bot, x, y, alive } of match.world.players.values()) {
          const anchor = anchors.get(bot);
          if (anchor === undefined || !alive || distance(anchor, { x, y }) > 28) anchors.set(bot, { x, y, tick });
          else assert.ok(tick - anchor.tick <= ticksOf(3), `${bot} stands at ${x},${y} since tick ${anchor.tick}`);
        }
      }
    });

    it(`gets bots to most of the pickups of ${id} within two minutes`, () => {
      const match = startBotMatch(readMap(id), CROWDS[id], 3);
      const taken = new Set<number>();
      for (let tick = 0; tick < ticksOf(120); tick++) {
        stepBotMatch(match);
        for (const event of match.world.events) if (event.type === 'pickup') taken.add(event.pad);
      }
      assert.ok(taken.size >= match.world.map.pads.length * 0.8, `${taken.size} of ${match.world.map.pads.length}`);
    });
  }

  it('of 64 bots is a fight on sprawl too: nearly everybody finds somebody within a minute', () => {
    const match = startBotMatch(readMap('sprawl'), CROWDS.sprawl, 1);
    playSeconds(match, 60);
    const players = [...match.world.players.values()];
    const kills = players.reduce((sum, player) => sum + player.kills, 0);
    const fighters = players.filter((player) => player.kills + player.deaths > 0);
    assert.ok(kills >= 128, `${kills} kills`);
    assert.ok(fighters.length >= 60, `${fighters.length} fought`);
  });

  it('never has a bot pull the trigger with no enemy in its sight', () => {
    const match = startBotMatch(readMap('foundry'), EIGHT, 9);
    const { world } = match;
    let shots = 0;
    for (let tick = 0; tick < ticksOf(60); tick++) {
      stepBotMatch(match, (id, { self }, { buttons }) => {
        if ((buttons & BUTTON.fire) === 0) return;
        shots += 1;
        const others = [...world.players.values()].filter((other) => other.id !== id && other.alive);
        assert.ok(others.some((other) => isInSight(world.map, self, other)));
      });
    }
    assert.ok(shots > 1000);
  });

  it('is won by the hard bots against the easy ones', () => {
    let hard = 0;
    let easy = 0;
    for (const seed of [1, 2, 3]) {
      const match = startBotMatch(readMap('foundry'), ['easy', 'hard', 'easy', 'hard'], seed);
      playSeconds(match, 90);
      for (const { id, kills } of match.world.players.values()) {
        if (id === 'bot-2' || id === 'bot-4') hard += kills;
        else easy += kills;
      }
    }
    assert.ok(hard > easy * 2, `hard ${hard}, easy ${easy}`);
  });

  it('is played the same again from the same seeds', () => {
    const [first, second] = [4, 4].map((seed) => {
      const match = startBotMatch(readMap('foundry'), EIGHT, seed);
      const commands: Command[] = [];
      for (let tick = 0; tick < ticksOf(20); tick++) stepBotMatch(match, (_id, _view, wish) => commands.push(wish));
      return commands;
    });
    assert.deepEqual(first, second);
  });
});
