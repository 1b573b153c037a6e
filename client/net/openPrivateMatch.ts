import type { MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';
import type { RuleWishes } from '../../shared/defs/rules.ts';

const PATIENCE_MS = 10_000;
const UNREACHABLE = 'The server cannot be reached. Check your connection and try again.';

/** What is wished of a private match. */
export interface PrivateMatchWish {
  readonly mode: ModeId;
  readonly map: MapId;
  readonly rules: RuleWishes;
}

/** Opens a private match and gives its invite. @throws with words for the player when there is none to be had */
export async function openPrivateMatch(wish: PrivateMatchWish): Promise<string> {
  const answer = await ask(wish);
  if (typeof answer.invite === 'string') return answer.invite;
  throw new Error(answer.error?.message ?? UNREACHABLE);
}

interface Answer {
  readonly invite?: string;
  readonly error?: { readonly message?: string };
}

async function ask(wish: PrivateMatchWish): Promise<Answer> {
  try {
    const response = await fetch('/api/rooms', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return (await response.json()) as Answer;
  } catch (error) {
    throw new Error(UNREACHABLE, { cause: error });
  }
}
