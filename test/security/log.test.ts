import assert from 'node:assert/strict';
import { keptLog } from '../support/keptLog.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawConnection, requestText, upgradeText } from '../support/rawHttp.ts';

/** Of pino. */
const INFO = 30;
/** Frames that are none: reserved bits, a code nobody has, a text that is none, a length too large, no end of a message. */
const FRAMES: readonly (readonly number[])[] = [
  [0xff, 0x80, 0, 0, 0, 0],
  [0x83, 0x80, 0, 0, 0, 0],
  [0x81, 0x81, 0, 0, 0, 0, 0xff],
  [0x82, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0x80, 0x80, 0, 0, 0, 0],
  [0x88, 0x82, 0, 0, 0, 0, 0, 1],
];

describe('The log of a server that strangers try to break (S36)', () => {
  let server: LocalServer;
  let log: ReturnType<typeof keptLog>;

  before(async () => {
    log = keptLog();
    server = await startLocalServer({ BOTS: '0' }, log.log);
  });

  after(() => server.stop());

  it('says nothing of it: whoever wished could fill the disk', async () => {
    const { length } = log.lines;
    const { url } = server;
    const seatless = upgradeText(url, '/process/constructor?sessionId=x');
    const back = [
      'POST /matchmake/reconnect/constructor HTTP/1.1',
      'Content-Type: application/json',
      'Connection: close',
    ];
    await Promise.all([
      ...FRAMES.map(async (frame) => {
        const connection = await RawConnection.open(url, upgradeText(url, '/'));
        await connection.answer();
        connection.socket.write(Uint8Array.from(frame));
        await connection.closed;
      }),
      ...[
        'NONSENSE\r\n\r\n',
        upgradeText(url, '*:99999'),
        upgradeText(url, '/').replace(/Host: .+/, 'Host: a b'),
        upgradeText(url, '/').replace(/Sec-WebSocket-Key: .+/, 'Sec-WebSocket-Key: x'),
        seatless,
        seatless.replace('constructor', 'nothing'),
        requestText(url, ['GET /%ff HTTP/1.1', 'Connection: close', '', '']),
        requestText(url, ['GET /api/players/%ff HTTP/1.1', 'Connection: close', '', '']),
        requestText(url, [...back, 'Content-Length: 27'], '{"reconnectionToken":"abc"}'),
      ].map(async (text) => (await RawConnection.open(url, text)).closed),
    ]);
    assert.deepEqual(
      log.lines.slice(length).filter(({ level }) => level >= INFO),
      [],
    );
  });
});
