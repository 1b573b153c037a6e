import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseConfig } from '../../server/config.ts';
import { findNginx } from '../../tools/programs.ts';

const run = promisify(execFile);
const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, ROOT), 'utf8');

/** Set for the files themselves, not for the server. */
const HELPERS = ['POD_NAME', 'REDISCLI_AUTH', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'PGDATA'];

const SIGNING_SECRET = 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh';

const K8S_ARGUMENTS = [
  '--processes',
  'g-0=g-0.g.fracas.svc.cluster.local:2567,g-1=g-1.g.fracas.svc.cluster.local:2567',
  '--any',
  'fracas.fracas.svc.cluster.local:2567,fracas.fracas.svc.cluster.local:2567',
  '--resolver',
  'kube-dns.kube-system.svc.cluster.local valid=2s',
];

async function printNginxConf(args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['tools/nginxConf.ts', ...args], { cwd: ROOT });
  return stdout;
}

async function knownVariables(): Promise<Set<string>> {
  const source = await read('server/config.ts');
  return new Set([...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]!));
}

describe('The files to deploy with', () => {
  it('hold the nginx configuration that the tool makes for compose, and nginx takes it', async () => {
    const conf = await read('deploy/nginx.conf');
    const args = ['--processes', 'g1=172.30.67.11:2567,g2=172.30.67.12:2567'];
    assert.equal(conf, await printNginxConf(args), `out of date: node tools/nginxConf.ts ${args.join(' ')}`);
    const nginx = await findNginx();
    const folder = await mkdtemp(join(tmpdir(), 'fracas-nginx-'));
    const file = join(folder, 'nginx.conf');
    // Only what this machine may lack is another: a free port, and a standard output that can be opened.
    const here = conf
      .replaceAll('/tmp', folder)
      .replace('listen 8080', `listen unix:${folder}/socket`)
      .replace('/dev/stdout', `${folder}/access.log`);
    try {
      await writeFile(file, here);
      const env = { ...process.env, ...nginx.env };
      await run(nginx.path, ['-t', '-e', 'stderr', '-p', folder, '-c', file], { env });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('hold the nginx configuration that the tool makes for Kubernetes', async () => {
    const conf = await read('deploy/k8s/nginx.conf');
    assert.equal(conf, await printNginxConf(K8S_ARGUMENTS), `out of date: see K8S_ARGUMENTS here`);
  });

  it('put the game processes of compose where nginx looks for them, under the names it routes by', async () => {
    const [conf, compose] = await Promise.all([read('deploy/nginx.conf'), read('deploy/compose.yaml')]);
    const routed = [...conf.matchAll(/^ {4}(g\d) (\S+);$/gm)];
    assert.equal(routed.length, 2);
    for (const [, name, address] of routed) {
      const [, service] = new RegExp(`^  ${name}:\n((?: {4}.*\n)+)`, 'm').exec(compose) ?? [];
      assert.match(service ?? '', new RegExp(`PUBLIC_ADDRESS: \\S+/${name}\n`));
      assert.match(service ?? '', new RegExp(`PEER_ADDRESS: ${address}\n`));
      assert.ok(service!.includes(`ipv4_address: ${address!.split(':')[0]} `), service);
    }
  });

  it('route to as many pods as Kubernetes starts', async () => {
    const [conf, game] = await Promise.all([read('deploy/k8s/nginx.conf'), read('deploy/k8s/game.yaml')]);
    const [, replicas] = /replicas: (\d+)/.exec(game)!;
    assert.equal([...conf.matchAll(/^ {4}g-\d+ /gm)].length, Number(replicas));
  });

  it('set only variables that the server knows', async () => {
    const known = await knownVariables();
    const k8s = (await readdir(new URL('deploy/k8s/', ROOT))).filter((name) => name.endsWith('.yaml'));
    const manifests = await Promise.all(k8s.map((name) => read(`deploy/k8s/${name}`)));
    const inCompose = (await read('deploy/compose.yaml')).matchAll(/^ +([A-Z][A-Z_]+): /gm);
    const inPods = manifests.join('\n').matchAll(/- name: ([A-Z][A-Z_]+)$/gm);
    const inImage = (await read('Dockerfile')).matchAll(/[ ]([A-Z][A-Z_]+)=/g);
    const names = [...inCompose, ...inPods, ...inImage].map((match) => match[1]!);
    for (const name of ['REDIS_URL', 'DATABASE_URL', 'PUBLIC_ADDRESS', 'TRUST_PROXY', 'DATA_DIR'])
      assert.ok(names.includes(name), name);
    assert.deepEqual(
      names.filter((name) => !known.has(name) && !HELPERS.includes(name)),
      [],
    );
  });

  it('give the server settings that it accepts', async () => {
    const compose = await read('deploy/compose.yaml');
    const env = Object.fromEntries(
      [...compose.matchAll(/^ +([A-Z][A-Z_]+): '?([^'\n]+)'?$/gm)].map(([, name, value]) => [
        name!,
        value!
          .replace('${PUBLIC_HOST:-localhost:8080}', 'localhost:8080')
          .replace(/\$\{(REDIS|POSTGRES)_PASSWORD[^}]*\}/, 'secret')
          .replace(/\$\{JWT_SECRET[^}]*\}/, SIGNING_SECRET),
      ]),
    );
    const parsed = parseConfig(env);
    assert.ok(parsed.ok, parsed.ok ? '' : parsed.problems.join('\n'));
    assert.deepEqual([parsed.config.publicAddress, parsed.config.trustProxy], ['localhost:8080/g2', true]);
    assert.equal(parsed.config.redisUrl, 'redis://fracas:secret@redis:6379');
    assert.equal(parsed.config.databaseUrl, 'postgres://fracas:secret@postgres:5432/fracas');
    assert.deepEqual(parsed.warnings, []);
  });

  it('do not start the server as the first process of its container, which is sent no SIGTERM before it listens for it', async () => {
    const game = (await read('deploy/compose.yaml')).match(/^x-game: &game\n(?: {2}.*\n)+/m)![0];
    assert.match(game, /^ {2}init: true$/m);
    assert.match(await read('deploy/k8s/game.yaml'), /^ {6}shareProcessNamespace: true$/m);
  });

  it('hold no secret that a server would sign with', async () => {
    const [, secret] = /^ {2}secret: (.+)$/m.exec(await read('deploy/k8s/secret.yaml'))!;
    assert.ok(!parseConfig({ JWT_SECRET: secret }).ok);
  });

  it('copy into the image only what is there, and lets the builder see it', async () => {
    const [dockerfile, ignored] = await Promise.all([read('Dockerfile'), read('.dockerignore')]);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(' '));
    assert.ok(copied.includes('server') && copied.includes('package-lock.json'));
    for (const path of copied) {
      assert.ok(existsSync(new URL(path, ROOT)), `${path} does not exist`);
      assert.ok(ignored.split('\n').includes(`!${path}`), `${path} is kept from the builder`);
    }
  });
});
