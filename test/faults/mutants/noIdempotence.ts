import { Match } from '../../../server/match/Match.ts';

// A match that somebody else goes on with is written down here as well.
Match.prototype.abandon = function abandon() {
  this.end();
};
