import assert from 'node:assert/strict';
import { colyseusLogger } from '../../../server/infra/colyseusLogger.ts';
import { keptLog } from '../../support/keptLog.ts';

const DEBUG = 20;
const ERROR = 50;
const READER = '    at Receiver.getInfo (/game/node_modules/ws/lib/receiver.js:217:26)';

describe('The log of Colyseus', () => {
  it('has errors of ours, also of what reads a message, and those of a frame that is none only where bugs are looked for', () => {
    const { log, lines } = keptLog();
    const own = colyseusLogger(log);
    own.error(`invalid opcode 3\nRangeError: invalid opcode 3\n${READER}`);
    own.error(`TypeError: no such seat\n    at ArenaRoom.onMessage (/game/server/rooms/ArenaRoom.ts:1:1)\n${READER}`);
    own.error({ err: new Error('the store is away') }, 'not listed');
    own.warn('slow');
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg.split('\n')[0]]),
      [
        [DEBUG, 'frame refused'],
        [ERROR, 'TypeError: no such seat'],
        [ERROR, 'not listed'],
        [40, 'slow'],
      ],
    );
  });
});
