import { Router, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { accountKey } from '../accounts/accountKey.ts';
import type { Accounts, SignIn } from '../accounts/Accounts.ts';
import type { KnownAddresses } from '../accounts/KnownAddresses.ts';
import type { PasswordChanges } from '../accounts/PasswordChanges.ts';
import { HTTP_ERRORS, refusal, rowOfRefusal, type ErrorRow } from '../errors.ts';
import type { Logger } from '../infra/logger.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import { limitKeyOf } from './addressOf.ts';
import { answerError } from './answerError.ts';
import { answerTooMany, spend } from './limitRequests.ts';
import { addressKey, type LimitName, type Limits } from './limits.ts';

/** Longer ones are no names and no passwords; what they must be besides is said elsewhere, and in words. */
const name = z.string().max(64);
const password = z.string().max(512);
/** Of a guest, whose name is cut to what can be shown: as long as a body can be. */
const guestName = z.string().optional();
const refreshToken = z.string().max(128);

/** Each has its keys and no others: what a player may not set about themselves cannot be named. */
const bodies = {
  guest: z.strictObject({ name: guestName }),
  credentials: z.strictObject({ name, password }),
  refresh: z.strictObject({ refreshToken, name: guestName, attempt: z.string().min(16).max(128).optional() }),
  logout: z.strictObject({ refreshToken: refreshToken.optional() }),
  claim: z.strictObject({ name: name.optional(), password }),
  password: z.strictObject({ password, newPassword: password }),
  reset: z.strictObject({ resetToken: z.string().max(1024), newPassword: password }),
};

/** What is wrong with a text that is too long, by its key. */
type TooLong = Readonly<Record<string, ErrorRow>>;

const TOO_LONG: TooLong = {
  name: HTTP_ERRORS.badName,
  password: HTTP_ERRORS.badPassword,
  newPassword: HTTP_ERRORS.badPassword,
};

/** Of a name and a password that are to be right already: no account has such ones. */
const TOO_LONG_TO_SIGN_IN: TooLong = { name: HTTP_ERRORS.wrongLogin, password: HTTP_ERRORS.wrongLogin };
const TOO_LONG_TO_CHANGE: TooLong = { ...TOO_LONG, password: HTTP_ERRORS.wrongPassword };

export interface AuthRoutesOptions {
  readonly accounts: Accounts;
  readonly passwordChanges: PasswordChanges;
  readonly knownAddresses: Pick<KnownAddresses, 'has' | 'add'>;
  readonly limits: Limits;
  readonly spareTime: Pick<SpareTime, 'wait'>;
  readonly log: Logger;
}

/**
 * `POST /auth/guest`, `/register`, `/login`, `/refresh`, `/logout`, `/claim`, `/password` and `/reset`, and `GET /me`. Bodies are JSON, tokens travel in
 * bodies and in `Authorization: Bearer`, never in cookies or addresses: another site's page can do nothing in a player's name.
 */
export function createAuthRoutes(options: AuthRoutesOptions): Router {
  const { accounts, limits, knownAddresses, log } = options;
  const turn = (...asked: Asked) => takeTurn(options, ...asked);
  const router = Router();
  router.post('/auth/guest', async (request, response) => {
    const wish = read(bodies.guest, request);
    await turn(request, 'guest');
    send(response.status(201), await accounts.guest(wish.name));
  });
  router.post('/auth/register', async (request, response) => {
    const wish = read(bodies.credentials, request);
    const signIn = await makeAccount(options, request, () => accounts.register(wish.name, wish.password));
    await sendOwner(options, response.status(201), signIn);
  });
  router.post('/auth/login', async (request, response) => {
    const given = read(bodies.credentials, request, TOO_LONG_TO_SIGN_IN);
    const address = addressKey(request.ip);
    const account = accountKey(given.name);
    const guess = `${account} ${address}`;
    await turn(request, 'login', { password: guess });
    const isKnown = await knownAddresses.has(given.name, address);
    if (!isKnown) await countTry(limits, 'account', account);
    const signIn = await accounts.login(given.name, given.password);
    await limits.forgive('password', guess);
    if (!isKnown) await limits.forgive('account', account);
    await sendOwner(options, response, signIn);
  });
  router.post('/auth/refresh', async (request, response) => {
    const { refreshToken, ...wish } = read(bodies.refresh, request);
    await turn(request, 'refresh');
    send(response, await accounts.refresh(refreshToken, wish));
  });
  router.post('/auth/logout', async (request, response) => {
    const given = read(bodies.logout, request);
    await turn(request, 'logout');
    if (given.refreshToken === undefined) await accounts.logoutBearer(bearerOf(request));
    else await accounts.logout(given.refreshToken);
    response.status(204).end();
  });
  router.post('/auth/claim', async (request, response) => {
    const wish = read(bodies.claim, request);
    const signIn = await makeAccount(options, request, () => accounts.claim(bearerOf(request), wish));
    await sendOwner(options, response, signIn);
  });
  addPasswordRoutes(router, options);
  router.get('/me', async (request, response) => {
    await turn(request, 'me');
    response.set('cache-control', 'no-store').json({ player: await accounts.describe(bearerOf(request)) });
  });
  router.use(answerTooMany);
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    answerFailure(error, response, { next, log });
  });
  return router;
}

/** Both end every login there was, and begin a new one. */
function addPasswordRoutes(router: Router, options: AuthRoutesOptions): void {
  const { accounts, passwordChanges, limits } = options;
  router.post('/auth/password', async (request, response) => {
    const wish = read(bodies.password, request, TOO_LONG_TO_CHANGE);
    await takeTurn(options, request, 'login');
    const { playerId } = await accounts.admit(bearerOf(request));
    await countTry(limits, 'password', playerId);
    await sendOwner(options, response, await accounts.begin(await passwordChanges.change(playerId, wish)));
  });
  router.post('/auth/reset', async (request, response) => {
    const wish = read(bodies.reset, request);
    await takeTurn(options, request, 'login');
    const player = await passwordChanges.reset(wish.resetToken, wish.newPassword);
    await sendOwner(options, response, await accounts.begin(player));
  });
}

/** A request, the limit its address has a try under, and keys of its own that have one under others. */
type Asked = [request: Request, limit: LimitName, others?: Partial<Record<LimitName, string>>];

/** Counts a try under each of these limits, then waits until the game leaves time for it. */
async function takeTurn(
  { limits, spareTime }: AuthRoutesOptions,
  ...[request, limit, others = {}]: Asked
): Promise<void> {
  const address = addressKey(request.ip);
  // Guesses count from the machine itself as well: whoever runs programs on it knows no passwords.
  if (limit === 'login' || limitKeyOf(address) !== undefined) await countTry(limits, limit, address);
  for (const [other, key] of Object.entries(others)) await countTry(limits, other as LimitName, key);
  await spareTime.wait(address);
}

/** Has an account made for a request. One that is refused counts as a try, and not as one of the accounts of its address. */
async function makeAccount(options: AuthRoutesOptions, request: Request, make: () => Promise<SignIn>): Promise<SignIn> {
  const { limits } = options;
  const address = limitKeyOf(addressKey(request.ip));
  await takeTurn(options, request, 'registerTries', address === undefined ? {} : { register: address });
  try {
    return await make();
  } catch (error) {
    if (address !== undefined) await limits.giveBack('register', address).catch(() => undefined);
    throw error;
  }
}

function countTry(limits: Limits, limit: LimitName, key: string): Promise<void> {
  return spend(limits, limit, { key, row: HTTP_ERRORS.tooManyTries });
}

/** Who sends no body has nothing to say. @throws a ServerError when the body is of another shape */
function read<T>(shape: z.ZodType<T>, request: Request, tooLong = TOO_LONG): T {
  const parsed = shape.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const [first] = issues;
  const row = issues.every(({ code }) => code === 'too_big') ? tooLong[String(first?.path[0])] : undefined;
  throw refusal(row ?? HTTP_ERRORS.badRequest);
}

/** @throws a ServerError when there is no token */
function bearerOf(request: Request): string {
  const [, token] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  if (token === undefined) throw refusal(HTTP_ERRORS.badToken);
  return token;
}

/** Nobody on the way may keep what signs somebody in. */
function send(response: Response, signIn: SignIn): void {
  response.set('cache-control', 'no-store').json(signIn);
}

/** Lets the owner of an account in, and remembers from where: nobody's guesses lock them out there. */
async function sendOwner(
  { knownAddresses, log }: AuthRoutesOptions,
  response: Response,
  signIn: SignIn,
): Promise<void> {
  try {
    await knownAddresses.add(signIn.player, addressKey(response.req.ip));
  } catch (error) {
    log.warn({ err: error }, 'address not remembered');
  }
  send(response, signIn);
}

function answerFailure(
  error: unknown,
  response: Response,
  { next, log }: { readonly next: NextFunction; readonly log: Logger },
): void {
  if (response.headersSent) return next(error);
  const row = rowOfRefusal(error);
  if (row !== undefined) return answerError(response, row);
  log.warn({ err: error }, 'accounts failed');
  answerError(response, HTTP_ERRORS.accountsAway);
}
