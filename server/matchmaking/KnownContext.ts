import type { AuthContext } from '@colyseus/core';
import type { Identity } from '../accounts/AccessTokens.ts';

/** What matchmaking knows of a request once its token has been read: `static onAuth` of every room gives `person` on. */
export interface KnownContext extends AuthContext {
  /** Undefined for whoever came without a token. */
  readonly person?: Identity | undefined;
}
