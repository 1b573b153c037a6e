import assert from 'node:assert/strict';
import { ChatFeed } from '../../../client/chat/ChatFeed.ts';
import { Mutes } from '../../../client/chat/Mutes.ts';
import { RoomTalk } from '../../../client/chat/RoomTalk.ts';
import type { SdkRoom } from '../../../client/net/SdkRoom.ts';
import type { ChatLine, ToClient } from '../../../shared/net/messages.ts';

const lineOf = (from: string, text: string): ChatLine => ({ from, name: from, to: 'all', said: { text } });

/** A room whose messages a test hands over. */
function openRoom() {
  const handlers = new Map<string, (message: unknown) => void>();
  const sent: unknown[] = [];
  const room = {
    onMessage: (type: string, handle: (message: unknown) => void) => handlers.set(type, handle),
    send: (type: string, message: unknown) => sent.push([type, message]),
  } as unknown as SdkRoom;
  const tell = <Type extends keyof ToClient>(type: Type, message: ToClient[Type]) => handlers.get(type)!(message);
  return { room, tell, sent };
}

/** A feed over a room, with nobody muted. */
function openFeed() {
  const { room, tell, sent } = openRoom();
  const feed = new ChatFeed(new Mutes(undefined));
  feed.join({ room, talk: new RoomTalk(room) });
  const texts = () => feed.lines.map(({ told }) => ('said' in told && 'text' in told.said ? told.said.text : ''));
  return { feed, tell, sent, texts };
}

describe('What is said in an arena', () => {
  it('is shown though it came before anybody could listen, and so is what may be said', () => {
    const { room, tell } = openRoom();
    const talk = new RoomTalk(room);
    tell('chatRule', { rule: 'text' });
    tell('chat', lineOf('bo', 'early'));
    const feed = new ChatFeed(new Mutes(undefined));
    assert.equal(feed.rule, 'off');
    feed.join({ room, talk });
    assert.equal(feed.rule, 'text');
    assert.equal(feed.lines.length, 1);
  });

  it('goes on over a new connection, with what was said before', () => {
    const { feed, tell } = openFeed();
    tell('chat', lineOf('bo', 'before'));
    const next = openRoom();
    feed.join({ room: next.room, talk: new RoomTalk(next.room) });
    next.tell('chat', lineOf('bo', 'after'));
    assert.equal(feed.lines.length, 2);
  });

  it('is not heard of those who are muted, neither what they said nor what they say', () => {
    const { feed, tell, texts } = openFeed();
    tell('chat', lineOf('bo', 'rude'));
    tell('chat', lineOf('cy', 'kind'));
    feed.setMuted('bo', true);
    tell('chat', lineOf('bo', 'rude again'));
    assert.deepEqual(texts(), ['kind']);
    feed.setMuted('bo', false);
    tell('chat', lineOf('bo', 'sorry'));
    assert.deepEqual(texts(), ['kind', 'sorry']);
  });

  it('stays unheard of those who are muted in the next match as well', () => {
    const mutes = new Mutes(undefined);
    new ChatFeed(mutes).setMuted('bo', true);
    assert.ok(new ChatFeed(mutes).isMuted('bo'));
  });

  it('names all who have said something, muted or not: those who watch stand in no table', () => {
    const { feed, tell } = openFeed();
    for (const from of ['bo', 'cy', 'bo']) tell('chat', lineOf(from, 'hi'));
    feed.setMuted('bo', true);
    tell('chat', lineOf('bo', 'hi'));
    assert.deepEqual([...feed.speakers.keys()], ['bo', 'cy']);
  });

  it('is sent as phrase or text, and not at all when it is empty', () => {
    const { feed, sent } = openFeed();
    feed.sayPhrase('hello', 'team');
    feed.say(' ', 'all');
    feed.say('Hi', 'all');
    assert.deepEqual(sent, [
      ['phrase', { phrase: 'hello', to: 'team' }],
      ['say', { text: 'Hi', to: 'all' }],
    ]);
  });
});
