import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from making short-lived objects in the old generation, to be called before anything is made in numbers.
 *
 * V8 watches whether what a place in the code makes outlives the first collections, and from then on makes it among
 * the old. While the first players come in, the list of fragments that `ws` keeps for each connection does, and never again: a dead
 * list among the old then holds the message it was filled with until the next full collection, and the scavenges copy
 * all messages that came in between. With 400 players it is 0.2 ms of every tick instead of 0.05.
 */
export function tuneHeap(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
