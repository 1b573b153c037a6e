import assert from 'node:assert/strict';
import { Chat, type Speaker } from '../../../server/chat/Chat.ts';
import { RequestBudget } from '../../../server/http/RequestBudget.ts';
import { WordFilter } from '../../../server/words/WordFilter.ts';
import { CHAT, type ChatRule } from '../../../shared/defs/chat.ts';

const ADA: Speaker = { id: 'seat-1', playerId: 'ada', name: 'Ada', role: 'player', team: 0 };

function openChat(rule: ChatRule): { chat: Chat; clock: { nowMs: number } } {
  const clock = { nowMs: 0 };
  const budget = new RequestBudget({ requests: CHAT.lines, perMs: CHAT.perMs, nowMs: () => clock.nowMs });
  return { chat: new Chat({ rule, words: new WordFilter({ blocked: [], allowed: [] }), budget }), clock };
}

/** What others are shown of a line. */
function shown(text: string, rule: ChatRule = 'text'): unknown {
  const delivery = openChat(rule).chat.say(ADA, { text, to: 'all' }, [ADA], 1);
  return delivery.kind === 'tell' && 'text' in delivery.line.said ? delivery.line.said.text : undefined;
}

describe('CH1 the talk of a room', () => {
  const phrase = { phrase: 'hello', to: 'all' } as const;

  it('is of phrases alone, unless the host allows more or less', () => {
    const kinds = (['off', 'quick', 'text'] as const).map((rule) => [
      openChat(rule).chat.say(ADA, phrase, [ADA], 1).kind,
      openChat(rule).chat.say(ADA, { text: 'Hi', to: 'all' }, [ADA], 1).kind,
    ]);
    assert.deepEqual(kinds, [
      ['nothing', 'nothing'],
      ['tell', 'nothing'],
      ['tell', 'tell'],
    ]);
  });

  it('tells who said what to whom, and nothing else', () => {
    const delivery = openChat('quick').chat.say(ADA, phrase, [ADA], 7);
    assert.deepEqual(delivery, {
      kind: 'tell',
      line: { from: 'seat-1', playerId: 'ada', name: 'Ada', to: 'all', said: { phrase: 'hello' } },
      listeners: [ADA],
    });
    const nobody = openChat('quick').chat.say({ ...ADA, playerId: undefined }, phrase, [ADA], 7);
    assert.ok(nobody.kind === 'tell' && !('playerId' in nobody.line), 'of whom the server does not know');
  });
});

describe('CH4 a line in one’s own words', () => {
  it('is shown without unseen characters and marks that turn the text round', () => {
    assert.equal(shown('he\u202ell\u200bo\u0007  \nthere'), 'hello there');
  });

  it('is at most 120 characters long', () => {
    assert.equal(shown('a'.repeat(400)), 'a'.repeat(120));
  });

  it('has asterisks in place of words nobody should have to read, also when they are hidden by unseen signs', () => {
    assert.equal(shown('oh f\u200buck, no'), 'oh ****, no');
  });

  it('is not told at all when nothing of it can be shown', () => {
    assert.equal(shown('\u200b\u202e  '), undefined);
  });
});

describe('CH5 a person', () => {
  it('may say five lines in ten seconds, from whichever seat, and is told when it is too much', () => {
    const { chat, clock } = openChat('quick');
    const say = (seat: string) => chat.say({ ...ADA, id: seat }, { phrase: 'hello', to: 'all' }, [ADA], 1).kind;
    const kinds = ['a', 'b', 'c', 'a', 'b', 'c'].map(say);
    assert.deepEqual(kinds, ['tell', 'tell', 'tell', 'tell', 'tell', 'tooMuch']);
    assert.equal(chat.say({ ...ADA, playerId: 'bo' }, { phrase: 'hello', to: 'all' }, [ADA], 1).kind, 'tell');
    clock.nowMs += CHAT.perMs;
    assert.equal(say('a'), 'tell');
  });
});

describe('The log of a room’s talk', () => {
  const BO: Speaker = { ...ADA, id: 'seat-2', playerId: undefined, name: 'Bo' };

  it('has the last twelve lines of each person with their ticks', () => {
    const { chat, clock } = openChat('text');
    for (let tick = 1; tick <= 20; tick++) {
      chat.say(ADA, { text: `line ${tick}`, to: 'all' }, [], tick);
      clock.nowMs += CHAT.perMs;
    }
    const lines = chat.log.linesOf('ada');
    assert.equal(lines.length, 12);
    assert.deepEqual(lines.at(-1), { tick: 20, to: 'all', said: { text: 'line 20' } });
  });

  it('goes with the seat of somebody nobody knows, and stays with a person who takes another one', () => {
    const { chat } = openChat('text');
    for (const speaker of [ADA, BO]) chat.say(speaker, { text: 'rude', to: 'all' }, [], 1);
    for (const { id } of [ADA, BO]) chat.log.forget(id);
    chat.say({ ...ADA, id: 'seat-3' }, { text: 'nice', to: 'all' }, [], 2);
    assert.deepEqual(
      chat.log.linesOf('ada').map(({ said }) => said),
      [{ text: 'rude' }, { text: 'nice' }],
    );
    assert.deepEqual(chat.log.linesOf('seat-2'), []);
  });

  it('has no end of people in no room, however many come and go', () => {
    const { chat } = openChat('text');
    for (let n = 1; n <= 1000; n++)
      chat.say({ ...ADA, id: `seat-${n}`, playerId: `p${n}` }, { text: 'hi', to: 'all' }, [], n);
    assert.deepEqual([chat.log.linesOf('p1').length, chat.log.linesOf('p1000').length], [0, 1]);
  });
});
