import assert from 'node:assert/strict';
import { nextInt } from '../../shared/math/prng.ts';
import { copyBody, Predictor, type OwnBody } from '../../shared/net/Predictor.ts';
import { BUTTON, idleCommand, type Command } from '../../shared/sim/Command.ts';
import { stepMovement } from '../../shared/sim/stepMovement.ts';
import { stepTrigger } from '../../shared/sim/stepTrigger.ts';
import { sketchMap } from '../support/sketchMap.ts';

const map = sketchMap('yard', [
  '##########',
  '#........#',
  '#..##....#',
  '#........#',
  '#.....#..#',
  '#........#',
  '##########',
]);
const TICK_MS = 1000 / 60;

function newBody(): OwnBody {
  return {
    x: 64,
    y: 64,
    vx: 0,
    vy: 0,
    ownTick: 0,
    dashEndsAt: 0,
    dashReadyAt: 0,
    hasteEndsAt: 0,
    weapon: 'smg',
    rounds: { pistol: Infinity, smg: 60 },
    readyAt: 0,
    chargeEndsAt: 0,
    bloom: 0,
  };
}

function randomCommand(prng: { state: number }): Command {
  const buttons = (nextInt(prng, 20) === 0 ? BUTTON.dash : 0) | (nextInt(prng, 3) === 0 ? BUTTON.fire : 0);
  return {
    ...idleCommand(nextInt(prng, 6)),
    moveX: nextInt(prng, 255) - 127,
    moveY: nextInt(prng, 255) - 127,
    buttons,
  };
}

/** Plays commands against a server `delay` commands behind; `meddle` may change the truth. Gives the corrections. */
function playAgainst(delay: number, ticks: number, meddle: (truth: OwnBody, sequence: number) => void): number[] {
  const predictor = new Predictor(map);
  const truth = newBody();
  const sent: Command[] = [];
  const corrections: number[] = [];
  const prng = { state: 3 };
  predictor.reconcile(0, truth, { jumped: true, nowMs: 0 });
  for (let sequence = 1; sequence <= ticks; sequence++) {
    const command = randomCommand(prng);
    sent.push(command);
    predictor.predict(sequence, command, sequence * TICK_MS);
    if (sequence <= delay) continue;
    const acknowledged = sequence - delay;
    stepMovement(truth, truth.weapon, sent[acknowledged - 1]!, map);
    stepTrigger(truth, truth, sent[acknowledged - 1]!);
    meddle(truth, acknowledged);
    corrections.push(predictor.reconcile(acknowledged, copyBody(truth), { jumped: false, nowMs: sequence * TICK_MS }));
  }
  return corrections;
}

describe('Predictor', () => {
  it('needs no correction while only the own commands move the body, through walls, dashes and shots', () => {
    const corrections = playAgainst(12, 3_000, () => undefined);
    assert.equal(Math.max(...corrections), 0);
  });

  it('adopts a push that only the server knew of, once, by the distance it made', () => {
    const corrections = playAgainst(12, 400, (truth, sequence) => {
      if (sequence === 100) truth.x += 8;
    });
    const felt = corrections.filter((units) => units > 0.2);
    assert.equal(felt.length, 1, `corrections ${felt.join(', ')}`);
    assert.ok(felt[0]! <= 9, `${felt[0]} units`);
  });

  it('fades a correction out instead of showing it at once', () => {
    const predictor = new Predictor(map);
    const body = newBody();
    predictor.reconcile(0, body, { jumped: true, nowMs: 0 });
    predictor.predict(1, idleCommand(0), 0);
    predictor.reconcile(1, { ...body, x: body.x + 10, ownTick: 1 }, { jumped: false, nowMs: 100 });
    assert.ok(Math.abs(predictor.place(100).x - 64) < 0.5, 'starts where it was drawn');
    assert.ok(Math.abs(predictor.place(1_000).x - 74) < 0.5, 'ends where it is');
  });

  it('shows a new life where it begins, without sliding there', () => {
    const predictor = new Predictor(map);
    predictor.reconcile(0, newBody(), { jumped: true, nowMs: 0 });
    predictor.predict(1, idleCommand(0), 0);
    const units = predictor.reconcile(1, { ...newBody(), x: 250 }, { jumped: true, nowMs: 100 });
    assert.equal(units, 0);
    assert.equal(predictor.place(100).x, 250);
  });

  it('predicts nothing for the dead, and takes up the commands still under way when life begins', () => {
    const predictor = new Predictor(map);
    predictor.reconcile(0, newBody(), { jumped: true, nowMs: 0 });
    predictor.stop(0);
    const run: Command = { ...idleCommand(0), moveX: 127 };
    for (let sequence = 1; sequence <= 10; sequence++) predictor.predict(sequence, run, sequence * TICK_MS);
    assert.equal(predictor.body, undefined);
    predictor.reconcile(4, newBody(), { jumped: true, nowMs: 200 });
    const alive = predictor.body as OwnBody | undefined;
    assert.equal(alive?.ownTick, 6);
    assert.ok(alive.x > 64);
  });
});
