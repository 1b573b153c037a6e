import assert from 'node:assert/strict';
import { AccountsRefused, type AskAccounts, type SignIn } from '../../../client/net/askAccounts.ts';
import { Login, type LoginStore } from '../../../client/net/Login.ts';
import { TokenRefused } from '../../../shared/net/askForSeat.ts';

const MINUTE_MS = 60_000;
const AWAY = () => Promise.reject(new TypeError('Failed to fetch'));
const refuse = (code: string) => () => Promise.reject(new AccountsRefused(code, `in words: ${code}`));

class MemoryStore implements LoginStore {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('Who plays in a browser', () => {
  let store: MemoryStore;
  let nowMs: number;
  let asked: [call: string, body: object, accessToken?: string][];
  /** The secrets that went along, one for each exchange. */
  let attempts: string[];
  let given: number;
  /** Answers in place of the server's, one for each call. */
  let answers: AskAccounts[];

  const ask: AskAccounts = async (call, body, accessToken) => {
    const { attempt, ...rest } = body as { readonly attempt?: string };
    if (attempt !== undefined) attempts.push(attempt);
    asked.push(accessToken === undefined ? [call, rest] : [call, rest, accessToken]);
    const answer = answers.shift();
    if (answer !== undefined) return answer(call, body, accessToken);
    return call === 'logout' ? undefined : signIn(call, body.name);
  };

  function signIn(call: string, name = 'Ada'): SignIn {
    given += 1;
    const kind = ['guest', 'refresh'].includes(call) ? 'guest' : 'account';
    const tokens = { accessToken: `access ${given}`, refreshToken: `refresh ${given}`, expiresInSeconds: 900 };
    return { ...tokens, player: { id: 'p1', name, kind } };
  }

  const open = (kept: LoginStore | undefined = store) => new Login({ store: kept, ask, nowMs: () => nowMs });
  const tokenOf = (login: Login, name = 'Ada') => login.use(name, async (token) => token);

  beforeEach(() => {
    store = new MemoryStore();
    [nowMs, asked, attempts, given, answers] = [1_796_000_000_000, [], [], 0, []];
  });

  it('is a guest from the first play on, by one call', async () => {
    const login = open();
    assert.equal(login.player, undefined);
    assert.equal(await tokenOf(login), 'access 1');
    assert.equal(await tokenOf(login), 'access 1');
    assert.deepEqual(asked, [['guest', { name: 'Ada' }]]);
    assert.deepEqual(login.player, { id: 'p1', name: 'Ada', kind: 'guest' });
  });

  it('is the same after the page was loaded anew, and in another tab', async () => {
    await tokenOf(open());
    assert.equal(await tokenOf(open()), 'access 1');
    assert.equal(asked.length, 1);
  });

  it('has a token at hand that does not end on the way', async () => {
    const login = open();
    await tokenOf(login);
    nowMs += 13.5 * MINUTE_MS;
    assert.equal(await tokenOf(login), 'access 1');
    nowMs += MINUTE_MS;
    assert.equal(await tokenOf(login), 'access 2');
    assert.deepEqual(asked.at(-1), ['refresh', { refreshToken: 'refresh 1', name: 'Ada' }]);
    nowMs += 14.5 * MINUTE_MS;
    await login.carryOn();
    assert.deepEqual(asked.at(-1), ['refresh', { refreshToken: 'refresh 2', name: 'Ada' }]);
    assert.equal(await tokenOf(login), 'access 3');
  });

  it('exchanges a token once, however many ask for it', async () => {
    const login = open();
    assert.deepEqual(await Promise.all([tokenOf(login), tokenOf(login)]), ['access 1', 'access 1']);
    assert.equal(asked.length, 1);
  });

  it('takes what another tab got meanwhile', async () => {
    const [one, other] = [open(), open()];
    await tokenOf(one);
    nowMs += 14.5 * MINUTE_MS;
    await tokenOf(one);
    assert.equal(await tokenOf(other), 'access 2');
  });

  it('is called anew as a guest, and keeps an account’s name', async () => {
    const login = open();
    await tokenOf(login, 'Ada');
    await tokenOf(login, 'Grace');
    assert.deepEqual(asked.at(-1), ['refresh', { refreshToken: 'refresh 1', name: 'Grace' }]);
    assert.equal(login.player?.name, 'Grace');
    await login.signIn('Owner', 'password');
    await tokenOf(login, 'Grace');
    assert.equal(asked.at(-1)?.[0], 'login');
  });

  it('tries once more with a new token when the server does not take the first', async () => {
    const login = open();
    for (const refused of [new TokenRefused('401'), Object.assign(new Error('401'), { code: 401 })]) {
      const tokens: unknown[] = [];
      const done = await login.use('Ada', async (token) => {
        tokens.push(token);
        if (tokens.length === 1) throw refused;
        return 'in';
      });
      assert.equal(done, 'in');
      assert.notEqual(tokens[0], tokens[1]);
    }
  });

  it('hears of any other refusal at once', async () => {
    let tries = 0;
    const full = Object.assign(new Error('full'), { code: 503 });
    await assert.rejects(
      open().use('Ada', () => {
        tries += 1;
        return Promise.reject(full);
      }),
      full,
    );
    assert.equal(tries, 1);
  });

  it('plays as nobody in particular while accounts are away, and is somebody again afterwards', async () => {
    const login = open();
    answers = [AWAY, refuse('tooManyTries')];
    assert.equal(await tokenOf(login), undefined);
    assert.equal(await tokenOf(login), undefined);
    assert.equal(await tokenOf(login), 'access 1');
    answers = [AWAY];
    nowMs += 14.5 * MINUTE_MS;
    assert.equal(await tokenOf(login), 'access 1', 'what is known is good until it ends');
    answers = [AWAY];
    nowMs += MINUTE_MS;
    assert.equal(await tokenOf(login), undefined);
    assert.equal(await tokenOf(login), 'access 2');
  });

  it('asks for an answer again that was lost by the same secret, after a reload as well, and with the next token by another', async () => {
    await tokenOf(open());
    nowMs += 14.5 * MINUTE_MS;
    answers = [() => Promise.reject(new Error('lost'))];
    assert.equal(await tokenOf(open()), 'access 1');
    assert.equal(await tokenOf(open()), 'access 2');
    nowMs += 14.5 * MINUTE_MS;
    await tokenOf(open());
    const [first, second, third] = attempts;
    assert.equal(second, first);
    assert.notEqual(third, first);
    assert.match(first!, /^[0-9a-f]{32}$/);
  });

  it('is a new guest when the server knows the login no more', async () => {
    const login = open();
    await tokenOf(login);
    nowMs += 20 * MINUTE_MS;
    answers = [refuse('badToken')];
    assert.equal(await tokenOf(login), 'access 2');
    assert.deepEqual(
      asked.map(([call]) => call),
      ['guest', 'refresh', 'guest'],
    );
  });

  it('is told so when the host has banned them', async () => {
    const login = open();
    await tokenOf(login);
    nowMs += 20 * MINUTE_MS;
    answers = [refuse('banned')];
    await assert.rejects(tokenOf(login), /in words: banned/);
    answers = [refuse('banned')];
    await login.carryOn();
  });

  it('makes an account of the guest they are', async () => {
    const login = open();
    const told: unknown[] = [];
    login.onChange((player) => told.push(player?.kind));
    await tokenOf(login);
    await login.register('Ada', 'password');
    assert.deepEqual(asked.at(-1), ['claim', { name: 'Ada', password: 'password' }, 'access 1']);
    assert.deepEqual([login.player?.kind, told], ['account', ['guest', 'account']]);
  });

  it('is the same in all tabs, and is told of only when it is somebody else', async () => {
    const [login, other] = [open(), open()];
    const told: unknown[] = [];
    other.onChange((player) => told.push(player?.kind));
    other.lookAgain();
    await tokenOf(login);
    other.lookAgain();
    nowMs += 20 * MINUTE_MS;
    await tokenOf(login);
    other.lookAgain();
    await login.register('Ada', 'password');
    other.lookAgain();
    await login.signOut();
    other.lookAgain();
    assert.deepEqual(told, ['guest', 'account', undefined]);
  });

  it('makes an account of nobody, signs in, and out', async () => {
    const login = open();
    await login.register('Ada', 'password');
    assert.deepEqual(asked.at(-1), ['register', { name: 'Ada', password: 'password' }]);
    await login.signOut();
    assert.deepEqual(asked.at(-1), ['logout', { refreshToken: 'refresh 1' }]);
    assert.deepEqual([login.player, store.items.size], [undefined, 0]);
    answers = [refuse('wrongLogin')];
    await assert.rejects(login.signIn('Ada', 'wrong'), /in words: wrongLogin/);
    await login.signIn('Ada', 'password');
    assert.equal(login.player?.kind, 'account');
  });

  it('changes a password, or sets the one that was lost, and is signed in by what came of it', async () => {
    const login = open();
    await login.signIn('Ada', 'password');
    await login.changePassword('password', 'another one');
    const changed = { password: 'password', newPassword: 'another one' };
    assert.deepEqual(asked.at(-1), ['password', changed, 'access 1']);
    assert.equal(await tokenOf(login), 'access 2');
    await login.signOut();
    await login.resetPassword('way', 'a third one');
    assert.deepEqual(asked.at(-1), ['reset', { resetToken: 'way', newPassword: 'a third one' }]);
    assert.deepEqual([login.player?.kind, await tokenOf(login)], ['account', 'access 3']);
  });

  it('plays on for as long as the page stays, where the browser keeps nothing or refuses to', async () => {
    const full: LoginStore = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => undefined,
    };
    for (const kept of [undefined, full]) {
      const login = new Login({ store: kept, ask, nowMs: () => nowMs });
      const token = await tokenOf(login);
      assert.match(token!, /^access/);
      assert.equal(await tokenOf(login), token);
    }
  });

  it('is nobody yet when what the browser kept is no login', async () => {
    for (const text of ['', '{', 'null', '[]', '{"refreshToken":7}', '{"accessToken":"x","player":{}}']) {
      store.setItem('fracas.login', text);
      assert.equal(open().player, undefined, text);
    }
  });
});
