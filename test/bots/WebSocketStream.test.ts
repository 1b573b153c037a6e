import assert from 'node:assert/strict';
import { messageFrame, pongFrame, upgradeRequest, WebSocketStream } from '../../bots/WebSocketStream.ts';

const WELCOME = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';

function startStream() {
  const heard: string[] = [];
  const stream = new WebSocketStream({
    onMessage: (payload) => heard.push(`message of ${payload.length}, first ${payload[0]}`),
    onPing: (payload) => heard.push(`ping ${Buffer.from(payload).toString()}`),
    onClose: (code, reason) => heard.push(`close ${code} ${reason}`),
  });
  return { stream, heard };
}

/** A frame as servers send it: not masked. */
function serverFrame(opcode: number, payload: Buffer): Buffer {
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);
  const head = Buffer.from([0x80 | opcode, 126, 0, 0]);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

describe('WebSocketStream', () => {
  const bytes = Buffer.concat([
    Buffer.from(WELCOME),
    serverFrame(2, Buffer.from([15, 1, 2])),
    serverFrame(9, Buffer.from('hi')),
    serverFrame(2, Buffer.alloc(4000, 14)),
    serverFrame(8, Buffer.concat([Buffer.from([0x11, 0x3a]), Buffer.from('bad input')])),
  ]);
  const expected = ['message of 3, first 15', 'ping hi', 'message of 4000, first 14', 'close 4410 bad input'];

  it('reads messages, pings and the farewell of a server', () => {
    const { stream, heard } = startStream();
    stream.push(bytes);
    assert.deepEqual(heard, expected);
  });

  it('reads the same however the network cuts the stream', () => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const { stream, heard } = startStream();
      for (let at = 0; at < bytes.length; at += size) stream.push(bytes.subarray(at, at + size));
      assert.deepEqual(heard, expected, `in pieces of ${size}`);
    }
  });

  it('says so when the server refuses', () => {
    const { stream } = startStream();
    assert.throws(() => stream.push(Buffer.from('HTTP/1.1 403 Forbidden\r\n\r\n')), /refused.*403/);
  });

  it('masks what it sends, as servers demand', () => {
    assert.deepEqual([...messageFrame(Uint8Array.of(19, 7))], [0x82, 0x82, 0, 0, 0, 0, 19, 7]);
    assert.deepEqual([...pongFrame(new Uint8Array())], [0x8a, 0x80, 0, 0, 0, 0]);
  });

  it('asks for the upgrade with a key and one empty line at the end', () => {
    assert.match(upgradeRequest('a:1', '/p/r?sessionId=s'), /^GET \/p\/r\?sessionId=s HTTP\/1\.1\r\nHost: a:1\r\n/);
    assert.match(upgradeRequest('a:1', '/'), /Sec-WebSocket-Key: [\w+/=]{24}\r\n\r\n$/);
  });
});
