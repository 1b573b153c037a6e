/**
 * What nginx takes from one address. Each is as much as the game itself would take, or more: it is the game that tells friends from a flood, and nginx
 * that keeps a flood from it.
 */
export const NGINX_LIMITS = {
  /** Sockets to one process, as many as `MAX_CONNECTIONS_PER_ADDRESS`. */
  sockets: 128,
  /** Requests of any other kind that are under way: six for each page of a school class. */
  requests: 300,
  rates: {
    /** Ways back into a match, of everybody whose process is gone. */
    returns: { perSecond: 80, burst: 400 },
    /** Matchmaking and the API: all that the game would take in its windows of time, at once and then on and on. */
    api: { perSecond: 20, burst: 1300 },
    /** Pages and what they load. */
    pages: { perSecond: 100, burst: 2000 },
  },
} as const;

type RateName = keyof typeof NGINX_LIMITS.rates;

/** Of a zone that counts: 16,000 addresses for each megabyte. */
const ZONE_SIZE = '8m';

/** For players to read, in place of nginx' own page; the words of the game's own table of errors. */
const TOO_MANY = 'Too many requests came from your address in a short time. Wait a minute and try again.';

const ANSWER_TOO_MUCH = 'error_page 429 @too_much;';

/** The settings of `http` that limits need. */
export function formatLimitZones(): string[] {
  const { rates } = NGINX_LIMITS;
  return [
    '# What counts as one address, as for the game: of IPv6 a network (/64); this machine itself is not counted.',
    'map $binary_remote_addr $limited_address {',
    '  default $binary_remote_addr;',
    String.raw`  "~^\x7f(?s:.{3})$" "";`,
    String.raw`  "~^\x00{15}\x01$" "";`,
    String.raw`  "~^\x00{10}\xff\xff\x7f(?s:.{3})$" "";`,
    String.raw`  "~^\x00{10}\xff\xff(?<of_version_4>(?s:.{4}))$" $of_version_4;`,
    String.raw`  "~^(?<network>(?s:.{8}))(?s:.{8})$" $network;`,
    '}',
    'map $limited_address $limited_socket {',
    '  default "$process $limited_address";',
    '  "" "";',
    '}',
    `limit_conn_zone $limited_socket zone=sockets:${ZONE_SIZE};`,
    `limit_conn_zone $limited_address zone=requests:${ZONE_SIZE};`,
    ...Object.entries(rates).map(
      ([name, { perSecond }]) => `limit_req_zone $limited_address zone=${name}:${ZONE_SIZE} rate=${perSecond}r/s;`,
    ),
    'limit_conn_status 429;',
    'limit_req_status 429;',
    '',
    '# When an address asks for too much: in the form that clients read.',
    'map $uri $too_much {',
    `  default '{"error":{"code":"tooManyRequests","message":"${TOO_MANY}"}}';`,
    `  ~^/matchmake/ '{"code":429,"error":"${TOO_MANY}"}';`,
    '}',
  ];
}

/** The settings of `server`: how many requests, where none has a limit of its own, and what is said of too many. */
export function formatLimitAnswer(): string[] {
  return [
    `limit_conn requests ${NGINX_LIMITS.requests};`,
    ANSWER_TOO_MUCH,
    'location @too_much {',
    '  default_type application/json;',
    '  add_header Retry-After 60 always;',
    '  return 429 $too_much;',
    '}',
  ];
}

/** The limit of a `location` of sockets. */
export function formatSocketLimit(): string {
  return `  limit_conn sockets ${NGINX_LIMITS.sockets};`;
}

/** The limit of a `location` of requests, which may have other error pages of its own. */
export function formatRateLimit(name: RateName): string[] {
  return [`  limit_req zone=${name} burst=${NGINX_LIMITS.rates[name].burst} nodelay;`, `  ${ANSWER_TOO_MUCH}`];
}
