import { parseArgs } from 'node:util';
import { formatNginxConf, type ProxiedProcess } from './cluster/formatNginxConf.ts';

const USAGE = `Usage: node tools/nginxConf.ts --processes g1=10.0.0.1:2567,g2=10.0.0.2:2567 [options] > nginx.conf
  --listen 8080        what nginx listens on; several with commas between them
  --folder /tmp        an existing folder for its pid and temporary files
  --any host:port,...  where requests for any process go; else to the processes themselves
  --resolver 10.0.0.53 the name server, when addresses are names that change their meaning`;

try {
  process.stdout.write(makeConf(process.argv.slice(2)));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 1;
}

/** Made for a container: it logs to where containers do. */
function makeConf(args: readonly string[]): string {
  const text = { type: 'string' } as const;
  const options = { processes: text, listen: text, folder: text, any: text, resolver: text };
  const { values } = parseArgs({ args: [...args], options });
  return formatNginxConf({
    processes: (values.processes ?? '').split(',').map(readProcess),
    listen: (values.listen ?? '8080').split(','),
    folder: values.folder ?? '/tmp',
    accessLog: '/dev/stdout',
    errorLog: 'stderr',
    anyAddresses: values.any?.split(','),
    resolver: values.resolver,
  });
}

function readProcess(text: string): ProxiedProcess {
  const [, name, address] = /^([^=]+)=([^=]+:\d+)$/.exec(text.trim()) ?? [];
  if (name === undefined || address === undefined) throw new Error(`"${text}" is not name=host:port`);
  return { name, address };
}
