import { TICK_MS } from '../defs/rates.ts';
import { WEAPON_IDS } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { clamp, lerp, type Vec } from '../math/vec.ts';
import type { Command } from '../sim/Command.ts';
import type { Body, Trigger } from '../sim/Player.ts';
import { stepMovement } from '../sim/stepMovement.ts';
import { stepTrigger, type Pull } from '../sim/stepTrigger.ts';

/** What the owner predicts of itself. */
export type OwnBody = Body & Trigger;

/** The numbers compared between prediction and truth; rounds and weapon are compared beside them. */
const COMPARED = [
  'x',
  'y',
  'vx',
  'vy',
  'ownTick',
  'dashEndsAt',
  'dashReadyAt',
  'hasteEndsAt',
  'readyAt',
  'chargeEndsAt',
  'bloom',
] as const satisfies readonly (keyof OwnBody)[];

/** A visible error fades by half in this time. */
const SMOOTHING_HALF_LIFE_MS = 45;
/** Errors beyond this are shown at once: sliding across the screen would look worse. */
const LARGEST_SMOOTHED_UNITS = 96;

interface Pending {
  readonly sequence: number;
  readonly command: Command;
  result: OwnBody;
}

export function copyBody(body: Readonly<OwnBody>): OwnBody {
  return {
    x: body.x,
    y: body.y,
    vx: body.vx,
    vy: body.vy,
    ownTick: body.ownTick,
    dashEndsAt: body.dashEndsAt,
    dashReadyAt: body.dashReadyAt,
    hasteEndsAt: body.hasteEndsAt,
    weapon: body.weapon,
    rounds: { ...body.rounds },
    readyAt: body.readyAt,
    chargeEndsAt: body.chargeEndsAt,
    bloom: body.bloom,
  };
}

/**
 * Client-side prediction and reconciliation of the own body: a command acts at once; when the server's truth
 * for an acknowledged command differs from what was predicted, truth is adopted and the commands since then are
 * re-simulated. Technique: Y. Bernier 2001; Q3A's `CG_PredictPlayerState`.
 */
export class Predictor {
  readonly #map: ArenaMap;
  #body: OwnBody | undefined;
  #pending: Pending[] = [];
  #lastCommand: Command | undefined;
  #errorX = 0;
  #errorY = 0;
  #errorAtMs = 0;
  #steppedAtMs = 0;

  constructor(map: ArenaMap) {
    this.#map = map;
  }

  /** The predicted body; undefined while there is nothing to predict: dead, or the match is over. */
  get body(): Readonly<OwnBody> | undefined {
    return this.#body;
  }

  get unacknowledged(): number {
    return this.#pending.length;
  }

  /** The own body is dead or the match over: commands have no effect until `reconcile` brings a living one. */
  stop(acknowledged: number): void {
    this.#body = undefined;
    this.#forget(acknowledged);
    this.#errorX = this.#errorY = 0;
  }

  /** Steps the own body by a command that has just been sent, and tells what its trigger did. */
  predict(sequence: number, command: Command, nowMs: number): Pull | undefined {
    this.#lastCommand = command;
    this.#steppedAtMs = nowMs;
    const body = this.#body;
    const pull = body === undefined ? undefined : this.#step(body, command);
    this.#pending.push({ sequence, command, result: copyBody(body ?? NOBODY) });
    return pull;
  }

  /**
   * Takes the server's truth after the acknowledged command.
   * @param moment.jumped the body was put somewhere else (a new life): nothing is smoothed
   * @returns how far the drawn body was off, in units; 0 when the prediction was right
   */
  reconcile(acknowledged: number, truth: OwnBody, moment: { jumped: boolean; nowMs: number }): number {
    const predicted = this.#forget(acknowledged)?.result;
    const before = this.#body;
    if (before !== undefined && predicted !== undefined && isSameBody(predicted, truth)) return 0;
    const body = copyBody(truth);
    for (const pending of this.#pending) {
      this.#step(body, pending.command);
      pending.result = copyBody(body);
    }
    this.#body = body;
    return before === undefined || moment.jumped ? this.#showAtOnce() : this.#smooth(before, body, moment.nowMs);
  }

  /** The share of the step in progress that has passed, 0…1. */
  stepShare(nowMs: number): number {
    return clamp((nowMs - this.#steppedAtMs) / TICK_MS, 0, 1);
  }

  /** Where to draw the own body now: the step in progress, by the share of it that has passed, and the fading error. */
  place(nowMs: number): Vec {
    const body = this.#body ?? NOBODY;
    const ahead = copyBody(body);
    if (this.#lastCommand !== undefined) stepMovement(ahead, ahead.weapon, this.#lastCommand, this.#map);
    const share = this.stepShare(nowMs);
    const fading = 0.5 ** ((nowMs - this.#errorAtMs) / SMOOTHING_HALF_LIFE_MS);
    return {
      x: lerp(body.x, ahead.x, share) + this.#errorX * fading,
      y: lerp(body.y, ahead.y, share) + this.#errorY * fading,
    };
  }

  #step(body: OwnBody, command: Command): Pull | undefined {
    stepMovement(body, body.weapon, command, this.#map);
    return stepTrigger(body, body, command);
  }

  /** Drops all commands up to an acknowledged one and gives that one, if it was still known. */
  #forget(acknowledged: number): Pending | undefined {
    let last: Pending | undefined;
    while (this.#pending.length > 0 && this.#pending[0]!.sequence <= acknowledged) last = this.#pending.shift();
    return last?.sequence === acknowledged ? last : undefined;
  }

  #showAtOnce(): number {
    this.#errorX = this.#errorY = 0;
    return 0;
  }

  #smooth(before: OwnBody, after: OwnBody, nowMs: number): number {
    const offX = before.x - after.x;
    const offY = before.y - after.y;
    const fading = 0.5 ** ((nowMs - this.#errorAtMs) / SMOOTHING_HALF_LIFE_MS);
    this.#errorX = this.#errorX * fading + offX;
    this.#errorY = this.#errorY * fading + offY;
    this.#errorAtMs = nowMs;
    if (Math.hypot(this.#errorX, this.#errorY) > LARGEST_SMOOTHED_UNITS) this.#errorX = this.#errorY = 0;
    return Math.hypot(offX, offY);
  }
}

/** Stands in where there is no living body: its clock says a time no body lives through. */
export const NOBODY: Readonly<OwnBody> = {
  x: 0,
  y: 0,
  vx: 0,
  vy: 0,
  ownTick: -1,
  dashEndsAt: 0,
  dashReadyAt: 0,
  hasteEndsAt: 0,
  weapon: 'pistol',
  rounds: {},
  readyAt: 0,
  chargeEndsAt: 0,
  bloom: 0,
};

function isSameBody(a: Readonly<OwnBody>, b: Readonly<OwnBody>): boolean {
  return (
    COMPARED.every((field) => a[field] === b[field]) &&
    a.weapon === b.weapon &&
    WEAPON_IDS.every((weapon) => (a.rounds[weapon] ?? 0) === (b.rounds[weapon] ?? 0))
  );
}
