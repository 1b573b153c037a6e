import { ArenaRoom } from '../../../server/rooms/ArenaRoom.ts';

// Loaded before a server, so that a match that is let go of never gives its thread back.
ArenaRoom.prototype.letGo = () => {
  for (;;);
};
