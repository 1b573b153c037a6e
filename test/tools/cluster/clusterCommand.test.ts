import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { findLeftovers } from '../../support/noLeftovers.ts';

const COMMAND = fileURLToPath(new URL('../../../tools/cluster.ts', import.meta.url));

function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env }, stdio: [...stdio] });
  const killWithUs = () => child.kill('SIGTERM');
  process.once('exit', killWithUs);
  const ended = once(child, 'exit').finally(() => process.off('exit', killWithUs));
  return { child, stdout: child.stdout!, stderr: child.stderr!, ended };
}

async function runCommand(args: readonly string[]): Promise<{ code: number; errors: string }> {
  const { stderr, stdout, ended } = startCommand(args);
  stdout.resume();
  const [errors, [code]] = await Promise.all([text(stderr), ended]);
  return { code, errors };
}

describe('npm run cluster', function () {
  this.timeout(60_000);

  let folder: string;
  const mark = `cluster-${process.pid}-${performance.now()}`;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Starts two processes and waits for a line; what they leave behind carries the mark or lies in the folder. */
  async function startUntil(line: string) {
    const args = ['--processes', '2', '--port', '0'];
    const started = startCommand(args, { TMPDIR: folder, FRACAS_TEST_RUN: mark, BOTS: '0' });
    started.stderr.resume();
    let output = '';
    for await (const chunk of started.stdout) {
      output += String(chunk);
      if (output.includes(line)) break;
    }
    return { ...started, output };
  }

  async function assertNothingIsLeft(pid: number): Promise<void> {
    assert.deepEqual(findLeftovers(mark, pid), []);
    assert.deepEqual(await readdir(folder), []);
  }

  it('says what it started, and leaves nothing behind when it is told to end', async () => {
    const { child, ended, output } = await startUntil('is ready at');
    assert.match(
      output,
      /^process p1 pid \d+ http:\/\/127\.0\.0\.1:\d+\nprocess p2 pid \d+ http:\/\/127\.0\.0\.1:\d+$/m,
    );
    const [, url] = /^Fracas is ready at (http:\/\/localhost:\d+)$/m.exec(output)!;
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    assert.ok(findLeftovers(mark, child.pid!).length >= 4, 'a Redis, an nginx and two game processes run');
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    await assertNothingIsLeft(child.pid!);
  });

  it('leaves nothing behind when it is told to end while it starts', async () => {
    const { child, ended } = await startUntil('redis pid');
    child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
    await assertNothingIsLeft(child.pid!);
  });

  it('refuses arguments that make no sense, and says which', async () => {
    const wrong: [string[], RegExp][] = [
      [['--processes', '0'], /--processes 0 is not a whole number from 1 to 32/],
      [['--port', 'http'], /--port http is not a whole number from 0 to 65535/],
      [['--procs', '2'], /Unknown option '--procs'/],
      [['2'], /Unexpected argument '2'/],
    ];
    for (const [args, words] of wrong) {
      const { code, errors } = await runCommand(args);
      assert.equal(code, 1);
      assert.match(errors, words);
      assert.match(errors, /^Usage: npm run cluster -- --processes N/);
    }
  });

  it('does not start on a port that is taken, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, errors } = await runCommand(['--port', `${port}`]);
    other.close();
    assert.equal(code, 1);
    assert.match(errors, new RegExp(`port ${port} is in use by another program`));
  });
});
