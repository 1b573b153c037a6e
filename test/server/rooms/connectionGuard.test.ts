import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { ClientState } from '@colyseus/core';
import { demandProof, dropLaggards } from '../../../server/rooms/connectionGuard.ts';

const KB = 1024;

/** The server's end of a connection whose peer is played by the test. */
class Peer extends EventEmitter {
  readonly questions: Uint8Array[] = [];
  readonly client = { ref: this as never, state: ClientState.JOINED as ClientState };
  readonly _socket = { bytesWritten: 0 };
  bufferedAmount = 0;
  fate: 'plays' | 'told to go' | 'cut off' = 'plays';

  readonly trips = demandProof(this as never);

  ping(question: Uint8Array): void {
    this.questions.push(question);
  }

  terminate(): void {
    this.fate = 'cut off';
  }

  /** Lives through so many seconds of a match at 30 patches a second, doing something after each patch. */
  live(seconds: number, { bytesPerPatch = 500, afterPatch = () => {}, fromMs = 0 } = {}): number {
    for (let patch = 0; patch < seconds * 30; patch++) {
      const nowMs = fromMs + (patch * 1000) / 30;
      dropLaggards([this.client], () => (this.fate = 'told to go'), nowMs);
      if (this.fate !== 'plays') return patch / 30;
      this._socket.bytesWritten += bytesPerPatch;
      afterPatch();
    }
    return seconds;
  }

  answer(): void {
    for (const question of this.questions.splice(0)) this.emit('pong', question);
  }
}

describe('A connection', () => {
  it('stays for as long as it answers what it is asked', () => {
    const peer = new Peer();
    peer.live(60, { bytesPerPatch: 3000, afterPatch: () => peer.answer() });
    assert.equal(peer.fate, 'plays');
  });

  it('may answer late, and only the last of several questions', () => {
    const peer = new Peer();
    for (let fromMs = 0; fromMs < 30_000; fromMs += 3000) {
      peer.live(3, { fromMs });
      peer.emit('pong', peer.questions.splice(0).at(-1));
    }
    assert.equal(peer.fate, 'plays');
  });

  it('is cut off within five seconds when it answers nothing', () => {
    const peer = new Peer();
    assert.ok(peer.live(9) <= 5);
    assert.equal(peer.fate, 'cut off');
  });

  it('cannot pass for one that reads by sending pongs', () => {
    const peer = new Peer();
    const afterPatch = () => {
      peer.emit('pong', new Uint8Array());
      peer.emit('pong', new Uint8Array(8));
    };
    assert.ok(peer.live(9, { afterPatch }) <= 5);
    assert.equal(peer.fate, 'cut off');
  });

  it('has to go, and is told why, before 256 KB wait for it, wherever they wait', () => {
    const onTheLine = new Peer();
    onTheLine.live(9, { bytesPerPatch: 4 * KB });
    assert.equal(onTheLine.fate, 'told to go');
    assert.ok(onTheLine._socket.bytesWritten < 256 * KB);
    const inTheProcess = new Peer();
    inTheProcess.bufferedAmount = 200 * KB;
    inTheProcess.live(1);
    assert.equal(inTheProcess.fate, 'told to go');
  });

  it('is known by how long its answers took, and by nothing it says of itself', () => {
    const peer = new Peer();
    const asked = performance.now();
    dropLaggards([peer.client], () => undefined, asked);
    peer.emit('pong', new Uint8Array(8));
    assert.equal(peer.trips.slowestMs, Infinity);
    peer.answer();
    assert.ok(peer.trips.slowestMs <= performance.now() - asked);
  });

  it('is not blamed for the time in which the server itself stood still', () => {
    const peer = new Peer();
    peer.live(1.5);
    peer.live(1, { fromMs: 30_000 });
    peer.answer();
    peer.live(1, { fromMs: 31_000 });
    assert.equal(peer.fate, 'plays');
  });

  it('is cut off when it never says that it has joined, however alive it is', () => {
    const peer = new Peer();
    peer.client.state = ClientState.JOINING;
    assert.ok(peer.live(9, { afterPatch: () => peer.answer() }) <= 6);
    assert.equal(peer.fate, 'cut off');
  });
});
