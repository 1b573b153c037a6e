import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { findLeftovers } from './noLeftovers.ts';

const waitForever = ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)'];

async function startIdle(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, waitForever, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout!, 'data');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the watch over processes that tests leave behind', () => {
  const nobody = -1;

  it('sees a child that still runs, and no longer once it has ended', async () => {
    const child = await startIdle({});
    assert.ok(findLeftovers('', process.pid).some(({ pid }) => pid === child.pid));
    await end(child);
    assert.ok(!findLeftovers('', process.pid).some(({ pid }) => pid === child.pid));
  });

  it('knows a process by its mark, whoever its parent is', async () => {
    const child = await startIdle({ FRACAS_TEST_RUN: 'marked' });
    try {
      assert.deepEqual(
        findLeftovers('marked', nobody).map(({ pid }) => pid),
        [child.pid],
      );
      assert.deepEqual(findLeftovers('another run', nobody), []);
    } finally {
      await end(child);
    }
  });
});
