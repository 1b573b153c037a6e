import { nameKey } from '../match/nameKey.ts';

const LEAST_CHARACTERS = 10;

/** Longer ones cost the server work and nobody more to guess. */
const MOST_CHARACTERS = 128;

const LEAST_DISTINCT = 5;

/** What is tried first, of ten letters and more (from the lists of leaked passwords), and what keyboards suggest. */
const FIRST_TRIED =
  /^(password|passw0rd|qwertz?|iloveyou|letmein|welcome|admin|dragon|monkey|football|baseball|princess|sunshine|superman|fracas)+[\W\d_]*$|^(1q2w3e4r|q1w2e3r4|1qaz2wsx|zaq12wsx|qwerty|asdfgh|zxcvbn|poiuyt)|^(0?1234567890|0987654321|123123|112233)/i;

/** Whether a password is too short, too long, or among those that are tried first for an account of this name. */
export function isGuessable(password: string, name: string): boolean {
  const characters = Array.from(password);
  if (characters.length < LEAST_CHARACTERS || characters.length > MOST_CHARACTERS) return true;
  if (new Set(characters).size < LEAST_DISTINCT) return true;
  if (FIRST_TRIED.test(password)) return true;
  return nameKey(password).replace(/[lo\d]+$/, '') === nameKey(name).replace(/[lo\d]+$/, '');
}
