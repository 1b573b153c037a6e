import assert from 'node:assert/strict';
import { crowdApart, crowdOfMany } from '../../../bench/people/crowds.ts';
import { formMatches } from '../../../server/matchmaking/formMatches.ts';
import type { Ticket } from '../../../server/matchmaking/Ticket.ts';
import { QUEUE_RULES } from '../../../shared/defs/ranked.ts';

const HOUR_MS = 3_600_000;

const playersOf = (tickets: readonly Ticket[]) => tickets.flatMap(({ players }) => players).length;

describe('The crowds that queue in a bench', () => {
  it('hold as many players as are wished for, give or take the last party', () => {
    assert.equal(playersOf(crowdApart(300, 1)), 300);
    const count = playersOf(crowdOfMany(300, 1));
    assert.ok(count >= 300 && count < 304, `${count} players`);
  });

  it('find nobody when they are to wait, however long they do', () => {
    const tickets = crowdApart(300, 1);
    assert.equal(formMatches(tickets, HOUR_MS, QUEUE_RULES).waiting.length, 300);
  });

  it('nearly all find a match at once when they are to be matched', () => {
    const tickets = crowdOfMany(300, 1);
    const lastMs = Math.max(...tickets.map(({ enteredAtMs }) => enteredAtMs));
    const { waiting } = formMatches(tickets, lastMs, QUEUE_RULES);
    assert.ok(playersOf(waiting) < 100, `${playersOf(waiting)} players wait`);
  });
});
