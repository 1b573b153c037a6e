import type { Repetitions } from './repeat.ts';

/** What the process of the game is asked to do beside it, where it cannot be asked for over the network. */
export type Errand =
  /** Results of matches among these players go the way they go at the end of a match. */
  | { readonly kind: 'results'; readonly players: readonly string[]; readonly atOnce: number; readonly seconds: number }
  /** `formMatches` alone, with so many players waiting. */
  | { readonly kind: 'pass'; readonly crowd: 'even' | 'apart'; readonly players: number; readonly seed: number }
  /** One step of the matchmaker with so many players in the store, all of whom can be matched. */
  | { readonly kind: 'step'; readonly players: number; readonly seed: number; readonly redisUrl?: string | undefined }
  /** Pairs who can be matched come to so many who cannot. */
  | {
      readonly kind: 'pairs';
      readonly players: number;
      readonly seed: number;
      readonly seconds: number;
      readonly redisUrl?: string | undefined;
    };

/** An errand takes two steps, so that what is made ready for it is not measured. */
export type ToGame = { readonly prepare: Errand } | { readonly go: true };

/** What the process of the game says, by key. */
export interface FromGame {
  readonly ready: { readonly port: number; readonly adminPort: number };
  readonly prepared: true;
  readonly done: Repetitions;
}
