import { formatLimitAnswer, formatLimitZones, formatRateLimit, formatSocketLimit } from './nginxLimits.ts';

/** A game process as the proxy sees it. */
export interface ProxiedProcess {
  /** What its `PUBLIC_ADDRESS` ends with: players reach it below `/<name>/`. */
  readonly name: string;
  /** `host:port` of its public port, as nginx reaches it. */
  readonly address: string;
}

export interface NginxConfOptions {
  readonly processes: readonly ProxiedProcess[];
  /** What nginx listens on, such as `8080` or `127.0.0.1:2567`. */
  readonly listen: readonly string[];
  /** An existing folder for the pid and temporary files; whoever runs nginx may write there. */
  readonly folder: string;
  readonly accessLog: string;
  readonly errorLog: string;
  /** Where requests for whichever process go, once for each try; absent: to the processes themselves. */
  readonly anyAddresses?: readonly string[];
  /** The name server to ask when addresses are names that change their meaning while nginx runs. */
  readonly resolver?: string;
}

/** With a number at its end, so that none is taken for a path of the game's own. */
const PROCESS_NAME = /^[a-z][a-z0-9-]*\d$/;

/**
 * The configuration of an nginx in front of several game processes: sockets go to the process that their path
 * names, everything else to any process. One nginx binary of 1.22 or newer, no modules, no root.
 */
export function formatNginxConf(options: NginxConfOptions): string {
  const { processes, listen, resolver } = options;
  const names = processes.map(({ name }) => name);
  if (processes.length === 0) throw new Error('nginx needs at least one process to pass requests to');
  const unusable = names.find((name, index) => !PROCESS_NAME.test(name) || names.indexOf(name) !== index);
  if (unusable !== undefined) throw new Error(`"${unusable}" is given twice, or is no name such as g1 or game-1`);
  return `# Made by tools/nginxConf.ts, which makes it for any number of processes: docs/hosting.md.
worker_processes auto;
worker_rlimit_nofile 8192;
pid ${options.folder}/nginx.pid;
# Below "crit" lie the upstream errors, whose lines quote addresses with the tokens in them.
error_log ${options.errorLog} crit;

events {
  # A player takes two: one to the browser, one to the process.
  worker_connections 4096;
}

http {
${indent([...formatHttpSettings(options), ...(resolver === undefined ? [] : ['', `resolver ${resolver};`])])}

${indent(formatUpstreams(options))}

${indent(formatLimitZones())}

  server {
${indent([...listen.map((address) => `listen ${address};`), ...TLS, '', ...FORWARDING, '', ...formatLimitAnswer()], 2)}

${indent(formatRoutes(names), 2)}
  }
}
`;
}

const TLS = [
  '# For TLS, in place of the line above:',
  '# listen 443 ssl;',
  '# ssl_certificate /etc/nginx/tls/fullchain.pem;',
  '# ssl_certificate_key /etc/nginx/tls/privkey.pem;',
  '# ssl_protocols TLSv1.2 TLSv1.3;',
  '# ssl_session_cache shared:tls:4m;',
];

/** Overwritten, never appended to: what a client claims about itself is not passed on. */
const FORWARDING = [
  '# With another proxy in front of this one: set_real_ip_from and real_ip_header, or everybody is one address to the limits; and its',
  '# X-Forwarded-Proto.',
  'proxy_set_header Host $http_host;',
  'proxy_set_header X-Forwarded-Host $http_host;',
  'proxy_set_header X-Forwarded-For $remote_addr;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
  'proxy_set_header Connection "";',
];

/** For players to read, in place of nginx' own page. */
const NOBODY = 'The server does not answer right now. Try again in a moment.';

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function formatHttpSettings({ folder, accessLog }: NginxConfOptions): string[] {
  return [
    ...TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`),
    'server_tokens off;',
    '# No query strings: a socket is opened with its tokens in them.',
    `log_format fracas '$remote_addr [$time_iso8601] "$request_method $uri" $status $body_bytes_sent '`,
    `  '$request_time "$upstream_addr" "$upstream_status"';`,
    `access_log ${accessLog} fracas;`,
    '',
    '# What the game takes at most; held back until it is complete, so that it can be sent to another process.',
    'client_max_body_size 16k;',
    'client_body_buffer_size 16k;',
    'client_header_timeout 10s;',
    'client_body_timeout 10s;',
    'send_timeout 30s;',
    'reset_timedout_connection on;',
    'proxy_http_version 1.1;',
    'proxy_max_temp_file_size 0;',
  ];
}

function formatUpstreams({ processes, anyAddresses }: NginxConfOptions): string[] {
  const addresses = anyAddresses ?? processes.map(({ address }) => address);
  return [
    '# One that fails is tried again with the next request: with max_fails=1 one slow answer takes a healthy process',
    '# out for everybody.',
    'upstream any_process {',
    '  zone any_process 64k;',
    ...addresses.map((address) => `  server ${address} max_fails=0;`),
    '  # Node takes one new connection in each turn of its loop: when everybody comes back at once, these spare it half.',
    '  # Node closes what it has not heard of for 5 s.',
    '  keepalive 32;',
    '  keepalive_timeout 4s;',
    '}',
    '',
    'map $process $process_address {',
    '  default "";',
    ...processes.map(({ name, address }) => `  ${name} ${address};`),
    '}',
    '',
    '# When no process answers: in the form that clients read.',
    'map $uri $nobody_answers {',
    `  default '{"error":{"code":"notReady","message":"${NOBODY}"}}';`,
    `  ~^/matchmake/ '{"code":503,"error":"${NOBODY}"}';`,
    '}',
  ];
}

function formatRoutes(names: readonly string[]): string[] {
  return [
    '# Sockets: to the process that PUBLIC_ADDRESS named. It pings every second, so 60 s of silence are its end.',
    `location ~ "^/(?<process>${names.join('|')})/" {`,
    formatSocketLimit(),
    '  proxy_pass http://$process_address;',
    ...FORWARDING.slice(2, -1).map((line) => `  ${line}`),
    '  proxy_set_header Upgrade $http_upgrade;',
    '  proxy_set_header Connection "upgrade";',
    '  proxy_buffering off;',
    '  proxy_connect_timeout 1s;',
    '  proxy_read_timeout 60s;',
    '  proxy_send_timeout 60s;',
    '}',
    '',
    '# The way back into a match. Safe to repeat (same token, same seat), and in a hurry: a frozen process still',
    '# takes connections, so one without an answer is left after 400 ms. The client waits a second for all of it.',
    'location ^~ /matchmake/reconnect/ {',
    ...formatRateLimit('returns'),
    ...nextProcess('error timeout http_503 non_idempotent', '900ms'),
    '  proxy_connect_timeout 400ms;',
    '  proxy_read_timeout 400ms;',
    '}',
    '',
    '# Matchmaking: a process that is stopping answers 503 and another takes the request. Repeated after an error it',
    '# leaves at worst a seat or a room behind that nobody takes and that is given back within seconds.',
    'location ~ ^/(matchmake/|api/rooms$) {',
    ...formatRateLimit('api'),
    ...nextProcess('error timeout http_503 non_idempotent', '5s'),
    '  proxy_connect_timeout 1s;',
    '  proxy_read_timeout 3s;',
    '  error_page 502 504 =503 @nobody;',
    '}',
    'location @nobody {',
    '  default_type application/json;',
    '  add_header Retry-After 1 always;',
    '  return 503 $nobody_answers;',
    '}',
    '',
    ...formatApiRoutes(),
    '',
    '# Pages, /healthz and /readyz: they change nothing.',
    'location / {',
    ...formatRateLimit('pages'),
    ...nextProcess('error timeout http_503', '5s'),
    '  proxy_connect_timeout 1s;',
    '  proxy_read_timeout 3s;',
    '}',
  ];
}

function formatApiRoutes(): string[] {
  return [
    '# Signing in waits until the game leaves time for it, five seconds at most, and until a password is hashed.',
    'location ~ ^/api/auth/ {',
    ...formatRateLimit('api'),
    ...nextProcess('error timeout http_503', '15s'),
    '  proxy_connect_timeout 1s;',
    '  proxy_read_timeout 15s;',
    '  error_page 502 504 =503 @nobody;',
    '}',
    '',
    '# The rest of the API: only what changes nothing is asked for twice.',
    'location ~ ^/api/ {',
    ...formatRateLimit('api'),
    ...nextProcess('error timeout http_503', '5s'),
    '  proxy_connect_timeout 1s;',
    '  proxy_read_timeout 3s;',
    '  error_page 502 504 =503 @nobody;',
    '}',
  ];
}

function nextProcess(when: string, withinTime: string): string[] {
  return [
    '  proxy_pass http://any_process;',
    `  proxy_next_upstream ${when};`,
    `  proxy_next_upstream_timeout ${withinTime};`,
  ];
}

function indent(lines: readonly string[], levels = 1): string {
  return lines.map((line) => (line === '' ? '' : '  '.repeat(levels) + line)).join('\n');
}
