import { HASHES_AT_ONCE } from '../../server/accounts/Passwords.ts';
import { PostgresServer } from '../../test/support/PostgresServer.ts';
import type { Row, Run } from '../survival/Sizes.ts';
import { AuthApi, type SignedIn } from './AuthApi.ts';
import { Game } from './Game.ts';
import { repeat } from './repeat.ts';

const SECONDS = 3;

/** Requests, and results, that are under way at the same time. */
const AT_ONCE = 8;
const ACCOUNTS = 16;
const GUESTS = 64;
const PASSWORD = 'four wet ducks in a row';

/** Measures signing in and results of matches on one of the databases, beside a game with 200 bots. */
export async function benchAccounts(database: 'sqlite' | 'postgres', run: Run): Promise<Row[]> {
  if (database === 'sqlite') return Game.with(run, {}, (game) => measure(game, database, run));
  const server = await PostgresServer.start({ isDurable: true });
  try {
    return await Game.with(run, { DATABASE_URL: server.url }, (game) => measure(game, database, run));
  } finally {
    await server.stop();
  }
}

async function measure(game: Game, database: string, run: Run): Promise<Row[]> {
  const pressure = { atOnce: AT_ONCE, seconds: run.seconds ?? SECONDS };
  const api = new AuthApi(game.url, run.signal);
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({ name: `Account ${index}`, password: PASSWORD }));
  for (const account of accounts) await api.call('register', account);
  const guests: SignedIn[] = [];
  while (guests.length < GUESTS) guests.push(await api.call('guest', {}));

  const doors: Readonly<Record<string, (lane: number) => Promise<unknown>>> = {
    'guest joins': () => api.call('guest', {}),
    [`logins, ${HASHES_AT_ONCE} threads that hash`]: (lane) => api.call('login', accounts[lane]!),
    'token refreshes': async (lane) => {
      const { refreshToken } = guests[lane]!;
      guests[lane] = await api.call('refresh', { refreshToken });
    },
  };
  const rows: Row[] = [];
  for (const [what, work] of Object.entries(doors)) {
    run.tell(`people, ${database}: ${what}`);
    rows.push(await game.measure({ database, what, 'at once': AT_ONCE }, () => repeat(pressure, work)));
  }
  run.tell(`people, ${database}: results`);
  const players = guests.map(({ player }) => player.id);
  const what = 'results of 8 players';
  rows.push(
    await game.measureErrand({ database, what, 'at once': AT_ONCE }, { kind: 'results', players, ...pressure }),
  );
  return rows;
}
