import assert from 'node:assert/strict';
import { botViewOfWorld, type BotView } from '../../shared/bot/BotView.ts';
import { createBrain, type Brain } from '../../shared/bot/Brain.ts';
import { think } from '../../shared/bot/think.ts';
import { BOT_SKILLS, type BotSkill } from '../../shared/defs/bots.ts';
import { WEAPONS, type WeaponId } from '../../shared/defs/weapons.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { angleDifference } from '../../shared/math/angle.ts';
import { angleTo } from '../../shared/math/vec.ts';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import { BUTTON, type Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import type { Player } from '../../shared/sim/Player.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { sketchMap } from '../support/sketchMap.ts';

const SPAWNS = [{ x: 200, y: 200, facing: 0, team: 0 }];
const HALL = hallWith('.'.repeat(28));
const WALLED = hallWith(`${'.'.repeat(13)}##${'.'.repeat(13)}`);
const SKILLS = ['easy', 'normal', 'hard'] as const;

interface Duel {
  readonly world: World;
  readonly bot: Player;
  readonly enemy: Player;
  readonly brain: Brain;
}

function hallWith(row: string): ArenaMap {
  const edge = '#'.repeat(30);
  return { ...sketchMap('hall', [edge, ...Array<string>(12).fill(`#${row}#`), edge]), spawns: SPAWNS };
}

/** A bot on the left of a map that looks at an enemy on the right, who only stands there. */
function startDuel(map = HALL, skill: BotSkill = 'normal'): Duel {
  const world = createWorld({ map, mode: 'deathmatch', seed: 1, startTick: 0 });
  Object.assign(world, { phase: 'live', phaseEndsAtTick: Infinity });
  const bot = Object.assign(addPlayer(world, { id: 'bot', name: 'bot', bot: true }), { x: 200, y: 200 });
  const enemy = Object.assign(addPlayer(world, { id: 'enemy', name: 'enemy', bot: false }), { x: 520, y: 200 });
  enemy.protectedUntilTick = 0;
  return { world, bot, enemy, brain: createBrain({ seed: 7, skill, map }) };
}

function stepDuel({ world, brain }: Duel, commands: Command[] = []): Command {
  const command = think(brain, botViewOfWorld(world, 'bot'));
  commands.push(command);
  stepWorld(world, new Map([['bot', command]]));
  return command;
}

function firesIn(duel: Duel, ticks: number): number | undefined {
  for (let tick = 0; tick < ticks; tick++) if (stepDuel(duel).buttons & BUTTON.fire) return tick;
  return undefined;
}

describe('think', () => {
  it('does not shoot at an enemy behind a wall', () => {
    assert.equal(firesIn(startDuel(WALLED), 600), undefined);
  });

  for (const skill of SKILLS) {
    it(`shoots at an enemy in sight, but not before the ${skill} bot could react`, () => {
      const tick = firesIn(startDuel(HALL, skill), 240);
      assert.ok(tick !== undefined && tick >= BOT_SKILLS[skill].reactionTicks, `fired at ${tick}`);
    });

    it(`never turns its aim faster than the hand of the ${skill} bot allows`, () => {
      const duel = startDuel(HALL, skill);
      let last = duel.bot.aim;
      for (let tick = 0; tick < 600; tick++) {
        duel.enemy.x = 520 + 200 * Math.sin(tick / 9);
        duel.enemy.y = 200 + 150 * Math.cos(tick / 7);
        const { aim } = stepDuel(duel);
        assert.ok(Math.abs(angleDifference(last, aim)) <= BOT_SKILLS[skill].turnRadiansPerTick + 1e-9);
        last = aim;
      }
    });
  }

  it('moves its aim as a hand does: it turns back a few times a second, and does not shake', () => {
    const duel = startDuel();
    duel.enemy.protectedUntilTick = Infinity;
    let aim = duel.bot.aim;
    let lastTurn = 0;
    let reversals = 0;
    for (let tick = 0; tick < 600; tick++) {
      const command = stepDuel(duel);
      const turn = angleDifference(aim, command.aim);
      if (turn * lastTurn < 0) reversals += 1;
      if (turn !== 0) lastTurn = turn;
      aim = command.aim;
    }
    assert.ok(reversals < 60, `${reversals} in ten seconds`);
  });

  it('kills an enemy that does nothing', () => {
    const duel = startDuel();
    for (let tick = 0; tick < 900 && duel.bot.kills === 0; tick++) stepDuel(duel);
    assert.ok(duel.bot.kills > 0);
  });

  it('wishes nothing while dead and while results are shown', () => {
    const duel = startDuel();
    const view = botViewOfWorld(duel.world, 'bot');
    const dead: BotView = { ...view, self: { ...view.self, alive: false } };
    for (const still of [dead, { ...view, phase: 'results' as const }]) {
      const { moveX, moveY, buttons } = think(createBrain({ seed: 1, skill: 'hard', map: HALL }), still);
      assert.deepEqual({ moveX, moveY, buttons }, { moveX: 0, moveY: 0, buttons: 0 });
    }
  });

  const choices: readonly [WeaponId, number][] = [
    ['shotgun', 90],
    ['railgun', 600],
    ['smg', 300],
  ];
  for (const [weapon, units] of choices) {
    it(`takes the ${weapon} in hand against an enemy ${units} units away`, () => {
      const duel = startDuel();
      Object.assign(duel.bot.rounds, { smg: 60, shotgun: 10, railgun: weapon === 'railgun' ? 6 : 0 });
      duel.enemy.x = duel.bot.x + units;
      const commands: Command[] = [];
      for (let tick = 0; tick < 90; tick++) stepDuel(duel, commands);
      assert.ok(commands.some((command) => command.weapon === WEAPONS[weapon].number));
    });
  }

  it('leads a rocket: it aims ahead of an enemy that runs across', () => {
    const duel = startDuel(HALL, 'hard');
    Object.assign(duel.bot, { rounds: { rocket: 6 }, weapon: 'rocket' });
    let ahead = 0;
    for (let tick = 0; tick < 60; tick++) {
      duel.enemy.y = 100 + tick * 3;
      const { aim } = stepDuel(duel);
      if (tick > 40) ahead += angleDifference(angleTo(duel.bot, duel.enemy), aim);
    }
    assert.ok(ahead / 19 > 0.1, `mean lead ${ahead / 19}`);
  });

  it('goes for health when badly hurt, even with an enemy in sight', () => {
    const pads = [{ x: 200, y: 380, pickup: 'health75' as const }];
    const duel = startDuel({ ...HALL, pads }, 'hard');
    duel.bot.health = 20;
    duel.enemy.protectedUntilTick = Infinity;
    for (let tick = 0; tick < 240 && duel.bot.pickups === 0; tick++) stepDuel(duel);
    assert.equal(duel.bot.pickups, 1);
  });

  it('sidesteps a rocket that flies at it, if it is hard', () => {
    const rocket = { weapon: 'rocket' as const, x: 420, y: 200, vx: -640, vy: 0 };
    const view = botViewOfWorld(startDuel().world, 'bot');
    const { moveX, moveY } = think(createBrain({ seed: 1, skill: 'hard', map: HALL }), {
      ...view,
      enemies: [],
      projectiles: [rocket],
    });
    assert.ok(Math.abs(moveY) > 100 && Math.abs(moveX) < 10);
  });

  it('throws grenades at who is in their reach, and keeps them while nobody is', () => {
    for (const [units, throws] of [
      [300, true],
      [500, false],
    ] as const) {
      const duel = startDuel(HALL, 'hard');
      Object.assign(duel.bot, { rounds: { grenade: 6 }, weapon: 'grenade' });
      let thrown = false;
      for (let tick = 0; tick < 180; tick++) {
        Object.assign(duel.bot, { x: 200, y: 200 });
        Object.assign(duel.enemy, { x: 200 + units, y: 200, health: 100 });
        thrown ||= (stepDuel(duel).buttons & BUTTON.fire) !== 0;
      }
      assert.equal(thrown, throws, `at ${units} units`);
    }
  });

  it('runs away from a grenade that lies beside it, into the open, if it is hard', () => {
    const view = botViewOfWorld(startDuel().world, 'bot');
    const flee = (x: number, y: number, self: { x: number; y: number }): Command =>
      think(createBrain({ seed: 1, skill: 'hard', map: HALL }), {
        ...view,
        self: { ...view.self, ...self },
        enemies: [],
        projectiles: [{ weapon: 'grenade', x, y, vx: 0, vy: 0 }],
      });
    assert.ok(flee(240, 200, { x: 200, y: 200 }).moveX < -100);
    const beforeWall = flee(110, 200, { x: 60, y: 200 });
    assert.ok(Math.abs(beforeWall.moveY) > 50, 'along the wall that is in its way');
  });
});
