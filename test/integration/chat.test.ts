import assert from 'node:assert/strict';
import type { Match } from '../../server/match/Match.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { ChatLine, JoinOptions, ToClient } from '../../shared/net/messages.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import { CHAT } from '../../shared/defs/chat.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient, sdkClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

/** Somebody who listens. */
class Talker extends ArenaClient {
  readonly heard: ChatLine[] = [];
  readonly notices: string[] = [];
  rule = '';

  static async enter(url: string, options: JoinOptions, accessToken?: string): Promise<Talker> {
    const talker = new Talker(await sdkClient(url, accessToken).joinOrCreate<ArenaState>(ROOM_ARENA, options));
    talker.room.onMessage<ChatLine>('chat', (line) => talker.heard.push(line));
    talker.room.onMessage<ToClient['notice']>('notice', ({ notice }) => talker.notices.push(notice));
    talker.room.onMessage<ToClient['chatRule']>('chatRule', ({ rule }) => (talker.rule = rule));
    await talker.until((state) => state.players.size > 0);
    return talker;
  }

  get texts(): unknown[] {
    return this.heard.map(({ said }) => ('text' in said ? said.text : said.phrase));
  }
}

describe('Talk in an arena, over real sockets', () => {
  let server: LocalServer;
  let talkers: Talker[];

  async function open(chat: string): Promise<void> {
    server = await startLocalServer({ BOTS: '0', CHAT: chat });
    talkers = [];
  }
  afterEach(async () => {
    await Promise.all(talkers.map((each) => each.leave()));
    await server.stop();
  });

  async function enter(options: JoinOptions, accessToken?: string): Promise<Talker> {
    const talker = await Talker.enter(server.url, options, accessToken);
    talkers.push(talker);
    return talker;
  }

  const match = (): Match => [...server.app.services.rooms][0]!;

  it('reaches everybody with who said it, and those who watch talk among themselves (CH2, CH3)', async () => {
    await open('quick');
    const ada = await enter({ name: 'Ada' });
    const eve = await enter({ spectate: true });
    const flo = await enter({ spectate: true });
    eve.room.send('phrase', { phrase: 'help', to: 'all' });
    await until(() => flo.heard.length === 1);
    ada.room.send('phrase', { phrase: 'hello', to: 'all' });
    await until(() => eve.heard.length === 2 && flo.heard.length === 2 && ada.heard.length === 1);
    assert.deepEqual(ada.heard, [{ from: ada.id, name: 'Ada', to: 'all', said: { phrase: 'hello' } }]);
    assert.deepEqual(flo.heard[0]!.to, 'spectators');
    assert.equal(ada.rule, 'quick');
  });

  it('bears who said it, the same in every seat, of whom the server knows (CH6)', async () => {
    await open('quick');
    const { accessToken, player } = await signInAsGuest(server.url, 'Ada');
    await enter({ name: 'Bo' });
    const watcher = await enter({ spectate: true });
    const played = await enter({}, accessToken);
    played.room.send('phrase', { phrase: 'hello', to: 'all' });
    await until(() => watcher.heard.length === 1);
    const watched = await enter({ spectate: true }, accessToken);
    watched.room.send('phrase', { phrase: 'hello', to: 'all' });
    await until(() => watcher.heard.length === 2);
    assert.deepEqual(
      watcher.heard.map(({ playerId }) => playerId),
      [player.id, player.id],
    );
    assert.notEqual(watched.id, played.id);
  });

  it('stays within a team when it is for the team (CH2)', async () => {
    await open('text');
    const [ada, bo, cy] = [await enter({ name: 'Ada' }), await enter({ name: 'Bo' }), await enter({ name: 'Cy' })];
    for (const [talker, team] of [
      [ada, 1],
      [bo, 1],
      [cy, 2],
    ] as const)
      match().world.players.get(talker.id)!.team = team;
    ada.room.send('say', { text: 'left door', to: 'team' });
    await until(() => bo.heard.length === 1);
    ada.room.send('say', { text: 'hi all', to: 'all' });
    await until(() => cy.heard.length === 1);
    assert.deepEqual(cy.texts, ['hi all']);
    assert.deepEqual(bo.heard[0]!.to, 'team');
  });

  it('is no part of the match: no tick of it and no replay knows of it (CH1)', async () => {
    await open('text');
    const ada = await enter({ name: 'Ada' });
    const before = JSON.stringify(Object.keys(match().snapshot()));
    ada.room.send('say', { text: 'a very rare word: zyzzyva', to: 'all' });
    await until(() => ada.heard.length === 1);
    assert.equal(JSON.stringify(Object.keys(match().snapshot())), before);
    assert.ok(!JSON.stringify(match().snapshot()).includes('zyzzyva'));
  });

  it('is silent about words of one’s own where the host allows none (CH1)', async () => {
    await open('quick');
    const ada = await enter({ name: 'Ada' });
    ada.room.send('say', { text: 'Hi', to: 'all' });
    ada.room.send('phrase', { phrase: 'hello', to: 'all' });
    await until(() => ada.heard.length === 1);
    assert.deepEqual(ada.texts, ['hello']);
  });

  it('does not carry more than a person may say, and tells them so (CH5)', async () => {
    await open('quick');
    const ada = await enter({ name: 'Ada' });
    for (let count = 0; count <= CHAT.lines; count++) ada.room.send('phrase', { phrase: 'hello', to: 'all' });
    await until(() => ada.notices.length === 1);
    assert.equal(ada.heard.length, CHAT.lines);
    assert.deepEqual(ada.notices, ['saysTooMuch']);
  });
});
