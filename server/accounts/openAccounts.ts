import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Logger } from '../infra/logger.ts';
import type { LoopClock } from '../loop/LoopClock.ts';
import { ResultStore } from '../persistence/ResultStore.ts';
import type { Database } from '../persistence/tables.ts';
import { TidyUp } from '../persistence/TidyUp.ts';
import type { WordWatch } from '../words/WordWatch.ts';
import { AccessTokens } from './AccessTokens.ts';
import { Accounts } from './Accounts.ts';
import { BanStore } from './BanStore.ts';
import { keepSecret } from './keepSecret.ts';
import { KnownAddresses } from './KnownAddresses.ts';
import { LivePeople, type Announcements } from './LivePeople.ts';
import { LoginStore } from './LoginStore.ts';
import { PasswordChanges } from './PasswordChanges.ts';
import { Passwords } from './Passwords.ts';
import { PlayerStore } from './PlayerStore.ts';
import { ResetTokens } from './ResetTokens.ts';

/** Who may sign in, and who of them is here. */
export interface OpenAccounts {
  readonly accounts: Accounts;
  readonly passwordChanges: PasswordChanges;
  readonly people: LivePeople;
  readonly knownAddresses: KnownAddresses;
  /** Begins to hear of the other processes, and to tidy up; the database has to be open. */
  start(announcements: Announcements): Promise<void>;
  stop(): Promise<void>;
}

export interface OpenAccountsOptions {
  readonly config: Pick<Config, 'jwtSecret' | 'jwtSecretPrevious' | 'dataDir'>;
  readonly db: Kysely<Database>;
  readonly log: Logger;
  readonly words: Pick<WordWatch, 'isClean'>;
  readonly clock?: Pick<LoopClock, 'wakeIn'>;
}

/** Wires up the accounts of a server on its database; asks nothing of it yet. @throws when there is no secret to sign with */
export function openAccounts({ config, db, log, words, clock }: OpenAccountsOptions): OpenAccounts {
  const logins = new LoginStore(db);
  const people = new LivePeople({ log, findRevoked: (identities) => logins.findRevoked(identities) });
  const secrets = {
    secret: config.jwtSecret ?? keepSecret(config.dataDir),
    previousSecret: config.jwtSecretPrevious,
  };
  const passwords = new Passwords();
  const players = new PlayerStore(db);
  const results = new ResultStore(db);
  const knownAddresses = new KnownAddresses(db, secrets);
  const shared = { players, logins, passwords, people };
  const accounts = new Accounts({ ...shared, bans: new BanStore(db), tokens: new AccessTokens(secrets), words });
  const passwordChanges = new PasswordChanges({ ...shared, resets: new ResetTokens(secrets) });
  const tidyUp = new TidyUp({
    tables: {
      tokens: (after, nowMs) => logins.tidyTokens(after, nowMs),
      logins: (after, nowMs) => logins.tidyLogins(after, nowMs),
      addresses: (after, nowMs) => knownAddresses.tidyAddresses(after, nowMs),
      guests: (after, nowMs) => players.tidyGuests(after, nowMs),
      claims: (after, nowMs) => results.tidyClaims(after, nowMs),
    },
    log,
    clock,
  });
  return {
    accounts,
    passwordChanges,
    people,
    knownAddresses,
    async start(announcements) {
      await people.start(announcements);
      tidyUp.start();
    },
    async stop() {
      await tidyUp.stop();
      await people.stop();
      await passwords.close();
    },
  };
}
