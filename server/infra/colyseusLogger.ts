import type { Logger } from './logger.ts';

/** An error of the part of `ws` that reads what peers send, itself: the message, then the stack, which begins there. */
const OF_READER = /^.*\n\S.*\n\s+at .*[\\/]ws[\\/]lib[\\/]receiver\.js:/;

/**
 * The log as Colyseus writes to it. Of a frame that is none it says an error with its stack, as often as any stranger likes: ten gigabytes an hour.
 * Such a connection is closed, and that is all there is to it.
 */
export function colyseusLogger(log: Logger): Logger {
  const own = log.child({});
  own.error = (...said: unknown[]) => {
    const [message] = said;
    if (typeof message !== 'string' || !OF_READER.test(message)) return Reflect.apply(log.error, log, said);
    log.debug({ why: message.slice(0, message.indexOf('\n')) }, 'frame refused');
  };
  return own;
}
