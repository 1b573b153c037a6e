import type { Redis } from 'ioredis';
import { RANKED_MODES, type RankedMode } from '../../shared/defs/ranked.ts';
import { defineScript, type Script } from '../infra/defineScript.ts';
import type { QueuedPlayer, Ticket } from './Ticket.ts';
import {
  BEGIN_ROUND,
  CLAIM_TICKETS,
  ENTER_QUEUE,
  KEEP_PLAYERS_OUT,
  LEAVE_QUEUE,
  LET_PLAYERS_IN,
  NOTE_MISSED,
  RECALL_PLAYERS,
  RELEASE_TICKETS,
  RENEW_TICKETS,
  SETTLE_MATCH,
} from './ticketScripts.ts';
import type { Entering, MissedMatch, Presence, QueueRound, Standing, TicketStore, TicketWish } from './TicketStore.ts';

const FIELDS_PER_TICKET = 4;

/**
 * The queue of a service of several processes. It outlives each of them: tickets stay for as long as somebody speaks for them,
 * from whatever process. Rejects while Redis is away.
 */
export class RedisTickets implements TicketStore {
  readonly #scripts: Readonly<
    Record<
      | 'enter'
      | 'leave'
      | 'renew'
      | 'begin'
      | 'claim'
      | 'settle'
      | 'release'
      | 'recall'
      | 'noteMissed'
      | 'keepOut'
      | 'letIn',
      Script
    >
  >;

  constructor(redis: Redis) {
    this.#scripts = {
      enter: defineScript(redis, 'fracasEnterQueue', 0, ENTER_QUEUE),
      leave: defineScript(redis, 'fracasLeaveQueue', 0, LEAVE_QUEUE),
      renew: defineScript(redis, 'fracasRenewTickets', 0, RENEW_TICKETS),
      begin: defineScript(redis, 'fracasBeginRound', 0, BEGIN_ROUND),
      claim: defineScript(redis, 'fracasClaimTickets', 0, CLAIM_TICKETS),
      settle: defineScript(redis, 'fracasSettleMatch', 0, SETTLE_MATCH),
      release: defineScript(redis, 'fracasReleaseTickets', 0, RELEASE_TICKETS),
      recall: defineScript(redis, 'fracasRecallPlayers', 0, RECALL_PLAYERS),
      noteMissed: defineScript(redis, 'fracasNoteMissed', 0, NOTE_MISSED),
      keepOut: defineScript(redis, 'fracasKeepPlayersOut', 0, KEEP_PLAYERS_OUT),
      letIn: defineScript(redis, 'fracasLetPlayersIn', 0, LET_PLAYERS_IN),
    };
  }

  async enter({ ticketId, mode, size, player, waitedMs }: TicketWish, connection: string): Promise<Entering> {
    const json = JSON.stringify(player);
    const args = [player.playerId, ticketId, mode, size, json, connection, Math.round(waitedMs)];
    const answer = (await this.#scripts.enter(...args)) as
      Exclude<Entering, MissedMatch> | [MissedMatch['reason'], number];
    return typeof answer === 'string' ? answer : { reason: answer[0], waitMs: answer[1] };
  }

  async leave({ playerId, connection }: Presence): Promise<void> {
    await this.#scripts.leave(playerId, connection);
  }

  async renew(present: readonly Presence[]): Promise<readonly Standing[]> {
    if (present.length === 0) return [];
    const args = present.flatMap(({ playerId, connection }) => [playerId, connection]);
    return ((await this.#scripts.renew(...args)) as unknown[][]).map(readStanding);
  }

  async beginRound(): Promise<QueueRound | undefined> {
    const answer = (await this.#scripts.begin(...RANKED_MODES)) as unknown[] | null;
    if (answer === null) return undefined;
    const tickets: Ticket[] = [];
    for (let index = 1; index < answer.length; index += FIELDS_PER_TICKET) {
      const [id, mode, enteredAtMs, players] = answer.slice(index, index + FIELDS_PER_TICKET) as [
        string,
        RankedMode,
        number,
        string,
      ];
      tickets.push({ id, mode, enteredAtMs, players: JSON.parse(players) as QueuedPlayer[] });
    }
    return { nowMs: answer[0] as number, tickets };
  }

  async claim(matchId: string, ticketIds: readonly string[]): Promise<boolean> {
    return (await this.#scripts.claim(matchId, ...ticketIds)) === 1;
  }

  async settle(matchId: string, ticketIds: readonly string[], calls: ReadonlyMap<string, string>): Promise<boolean> {
    return (await this.#scripts.settle(matchId, ticketIds.length, ...ticketIds, ...Array.from(calls).flat())) === 1;
  }

  async release(matchId: string, ticketIds: readonly string[]): Promise<void> {
    await this.#scripts.release(matchId, ...ticketIds);
  }

  async recall(matchId: string, waited: ReadonlyMap<string, number>): Promise<void> {
    if (waited.size === 0) return;
    await this.#scripts.recall(matchId, ...Array.from(waited, ([playerId, ms]) => [playerId, Math.round(ms)]).flat());
  }

  async noteMissed(matchId: string, playerIds: readonly string[]): Promise<void> {
    if (playerIds.length > 0) await this.#scripts.noteMissed(matchId, ...playerIds);
  }

  async keepOut(playerIds: readonly string[]): Promise<void> {
    if (playerIds.length > 0) await this.#scripts.keepOut(...playerIds);
  }

  async letIn(playerIds: readonly string[]): Promise<void> {
    if (playerIds.length > 0) await this.#scripts.letIn(...playerIds);
  }
}

function readStanding([state, first, ahead, missing]: unknown[]): Standing {
  if (state === 'waiting')
    return { state, waitedMs: first as number, ahead: ahead as number, missing: missing as number };
  if (state === 'called') return { state, call: first as string };
  return { state: state === 'replaced' ? 'replaced' : 'gone' };
}
