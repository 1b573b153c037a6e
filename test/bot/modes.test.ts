import assert from 'node:assert/strict';
import type { BotSkill } from '../../shared/defs/bots.ts';
import type { MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS, MODES, type ModeId } from '../../shared/defs/modes.ts';
import { isInSight } from '../../shared/bot/BotView.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { modeRules } from '../../shared/sim/modes/modeRules.ts';
import { areEnemies, areTeamMates } from '../../shared/sim/Player.ts';
import { rankTeams } from '../../shared/sim/standings.ts';
import type { World } from '../../shared/sim/World.ts';
import { readMap } from '../support/readMap.ts';
import { startBotMatch, stepBotMatch } from '../support/playBots.ts';

interface Played {
  readonly mode: ModeId;
  readonly map: MapId;
  readonly skills: readonly BotSkill[];
  readonly seed: number;
  /** Cut short to this, as if the clock had run so far. */
  readonly ticks?: number;
}

const MIXED: readonly BotSkill[] = ['hard', 'normal', 'normal', 'easy', 'hard', 'normal'];
const MATCHES: readonly Played[] = [
  { mode: 'deathmatch', map: 'foundry', skills: MIXED, seed: 1 },
  { mode: 'deathmatch', map: 'crossfire', skills: MIXED, seed: 2, ticks: 1500 },
  { mode: 'teamDeathmatch', map: 'foundry', skills: MIXED, seed: 3 },
  { mode: 'teamDeathmatch', map: 'crossfire', skills: [...MIXED, 'hard', 'easy', 'easy'], seed: 4, ticks: 3000 },
  { mode: 'duel', map: 'foundry', skills: ['normal', 'normal'], seed: 5 },
  { mode: 'duel', map: 'foundry', skills: ['hard', 'easy'], seed: 6 },
  { mode: 'duel', map: 'foundry', skills: ['easy', 'easy'], seed: 7, ticks: 2400 },
];

/** Keeps the score beside the match, from nothing but what is told of kills and rounds. */
class Referee {
  readonly players = new Map<string, number>();
  readonly teams = [0, 0];
  readonly rounds = [0, 0];
  readonly #limit: number;

  constructor(mode: ModeId) {
    this.#limit = MODES[mode].scoreLimit;
  }

  watch(world: World): void {
    for (const event of world.events) {
      if (event.type === 'phase' && event.phase === 'live') this.#clear();
      else if (event.type === 'round') this.#endRound(event.winner);
      else if (event.type === 'kill' && world.phase === 'live') this.#count(world, event.attacker, event.victim);
    }
  }

  /** The winner of the round that ended the match, as no other follows it. */
  endLastRound(): void {
    const winner = this.teams.findIndex((score, index) => score >= this.#limit && score > this.teams[1 - index]!);
    if (winner >= 0) this.rounds[winner]! += 1;
  }

  #count(world: World, attacker: string, victim: string): void {
    const killer = world.players.get(attacker)!;
    assert.ok(attacker === victim || !areTeamMates(killer, world.players.get(victim)!), `${attacker} kills a mate`);
    const points = attacker === victim ? -1 : 1;
    this.players.set(attacker, (this.players.get(attacker) ?? 0) + points);
    if (killer.team > 0) this.teams[killer.team - 1]! += points;
  }

  #endRound(winner: number): void {
    assert.ok(this.teams[winner - 1]! >= this.#limit && this.teams[winner - 1]! > this.teams[2 - winner]!);
    this.rounds[winner - 1]! += 1;
    this.#clear();
  }

  #clear(): void {
    this.players.clear();
    this.teams.fill(0);
  }
}

/** Plays a match to its end; gives the ticks it was live, and who shot with nobody to shoot at. */
function play({ mode, map, skills, seed, ticks }: Played) {
  const match = startBotMatch(readMap(map), skills, seed, mode);
  const { world } = match;
  const referee = new Referee(mode);
  const aimless: string[] = [];
  let liveTicks = 0;
  while (world.phase !== 'results') {
    stepBotMatch(match, (id, { self }, { buttons }) => {
      if ((buttons & BUTTON.fire) === 0) return;
      const me = world.players.get(id)!;
      const enemies = [...world.players.values()].filter((other) => other.alive && areEnemies(me, other));
      if (!enemies.some((enemy) => isInSight(world.map, self, enemy))) aimless.push(`${id} at ${world.tick}`);
    });
    referee.watch(world);
    if (world.phase === 'live') {
      liveTicks += 1;
      if (liveTicks === ticks) world.phaseEndsAtTick = world.tick + 1;
      checkScore(world, referee);
    }
    assert.ok(liveTicks <= MODES[mode].timeLimitTicks, 'it never ends');
  }
  return { world, referee, liveTicks, aimless };
}

function checkScore(world: World, referee: Referee): void {
  for (const { id, score } of world.players.values()) assert.equal(score, referee.players.get(id) ?? 0, id);
  for (const { number, score, rounds } of world.teams) {
    assert.deepEqual([score, rounds], [referee.teams[number - 1], referee.rounds[number - 1]], `team ${number}`);
    const members = [...world.players.values()].filter(({ team }) => team === number);
    assert.equal(
      score,
      members.reduce((sum, player) => sum + player.score, 0),
    );
  }
}

describe('a match of any mode', () => {
  it('is among those that are played here', () => {
    assert.deepEqual([...new Set(MATCHES.map(({ mode }) => mode))], MODE_IDS);
  });

  for (const played of MATCHES) {
    const { mode, map, seed, ticks } = played;
    const length = ticks === undefined ? 'by its score' : 'when its time is up';
    it(`ends ${length}, and its score adds up at every tick: ${mode} on ${map}, seed ${seed}`, () => {
      const { world, referee, liveTicks, aimless } = play(played);
      if (ticks !== undefined) assert.equal(liveTicks, ticks);
      else assert.ok(liveTicks < MODES[mode].timeLimitTicks, 'only the clock ended it');
      assert.deepEqual(aimless, [], 'bots shoot at enemies only');
      const standings = modeRules(mode).standings(world);
      assert.equal(standings[0]!.place, 1);
      assert.deepEqual(standings.map(({ player }) => player).sort(), [...world.players.keys()]);
      if (MODES[mode].bestOf > 1 && ticks === undefined) referee.endLastRound();
      assert.deepEqual(
        world.teams.map(({ rounds }) => rounds),
        world.teams.map(({ number }) => referee.rounds[number - 1]),
      );
      for (const { team, place } of rankTeams(world)) {
        assert.ok(standings.every((line) => line.team !== team || line.place === place));
      }
      const score = Math.max(...(world.teams.length > 0 ? world.teams : standings).map((line) => line.score));
      if (ticks === undefined) assert.ok(score >= MODES[mode].scoreLimit, `the winner has ${score}`);
    }).timeout(60_000);
  }
});
