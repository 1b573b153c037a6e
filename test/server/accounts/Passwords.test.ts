import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Passwords } from '../../../server/accounts/Passwords.ts';
import { HTTP_ERRORS } from '../../../server/errors.ts';

/** The priority of each thread of this process; the higher the number, the further back in line. */
function prioritiesOfThreads(): number[] {
  return readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)));
}

describe('Passwords', () => {
  it('are kept as Argon2id hashes of at least 46 MiB, each with a salt of its own', async () => {
    const passwords = new Passwords();
    const [one, other] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    assert.match(one, /^argon2id\$47104\$1\$1\$[\w-]{22}\$[\w-]{43}$/);
    assert.notEqual(one, other);
    assert.ok(!one.includes('correct'));
  });

  it('open what they were set for, in any composition of their letters, and nothing else does', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('caf\u00e9 au lait');
    assert.equal(await passwords.verify('cafe\u0301 au lait', kept), true);
    assert.equal(await passwords.verify('cafe au lait', kept), false);
    assert.equal(await passwords.verify('', kept), false);
  });

  it('hashed at another cost still open', async () => {
    const salt = Buffer.alloc(16, 7);
    const { argon2Sync } = await import('node:crypto');
    const parameters = { message: 'pass phrase', nonce: salt, tagLength: 32, memory: 8192, passes: 3, parallelism: 1 };
    const old = argon2Sync('argon2id', parameters).toString('base64url');
    const kept = `argon2id$8192$3$1$${salt.toString('base64url')}$${old}`;
    assert.equal(await new Passwords().verify('pass phrase', kept), true);
    assert.equal(await new Passwords().verify('pass phrases', kept), false);
  });

  it('that cannot be compared keep nobody else from signing in', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('correct horse');
    await assert.rejects(passwords.verify('correct horse', kept.replace('$47104$', '$1$')), /memory/);
    assert.equal(await passwords.verify('correct horse', kept), true);
  });

  it('of nobody open nothing, after the same work as those of somebody', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('correct horse');
    const before = process.cpuUsage();
    assert.equal(await passwords.verify('wrong horse', kept), false);
    const known = process.cpuUsage(before).user;
    const between = process.cpuUsage();
    assert.equal(await passwords.verify('wrong horse', undefined), false);
    const unknown = process.cpuUsage(between).user;
    assert.ok(unknown > known / 3, `${unknown} µs of work for nobody, ${known} for somebody`);
  });

  it('leave the thread of the game free while they are hashed', async () => {
    let turns = 0;
    let isDone = false;
    const hashed = new Passwords().hash('correct horse').then(() => (isDone = true));
    while (!isDone) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await hashed;
    assert.ok(turns > 20, `${turns}`);
  });

  it('leave the processor to the game, when there is one too few for both', async () => {
    const passwords = new Passwords();
    const threadsBehind = () => prioritiesOfThreads().filter((priority) => priority > getPriority()).length;
    const before = threadsBehind();
    await passwords.hash('correct horse');
    assert.equal(threadsBehind(), before + 1);
    await passwords.close();
  });

  it('wait for one another, and are refused when too many wait', async () => {
    const passwords = new Passwords();
    const all = await Promise.allSettled(Array.from({ length: 70 }, () => passwords.hash('correct horse')));
    const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    assert.equal(refused.length, 4);
    for (const { reason } of refused) assert.equal((reason as Error).message, HTTP_ERRORS.busy.message);
    assert.match(await passwords.hash('correct horse'), /^argon2id/);
    // Whatever else the machine does goes first.
  }).timeout(120_000);
});
