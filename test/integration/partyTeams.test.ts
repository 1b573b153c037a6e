import assert from 'node:assert/strict';
import type { Match } from '../../server/match/Match.ts';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import type { ToParty } from '../../shared/net/messages.ts';
import { signInAsGuest } from '../support/accounts.ts';
import { ArenaClient, sdkClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { PartyMember } from '../support/PartyMember.ts';
import { until } from '../support/until.ts';

const PUBLIC = { mode: 'teamDeathmatch', map: 'crossfire' } as const;

/** A party, and where its members play. */
interface Party {
  readonly people: readonly SignIn[];
  readonly members: readonly PartyMember[];
  readonly players: ArenaClient[];
}

describe('TM7 the members of a party in a match of teams', () => {
  let server: LocalServer;
  let parties: Party[];

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    parties = [];
  });

  afterEach(async () => {
    const players = parties.flatMap((party) => party.players);
    await Promise.all(players.map((player) => player.leave().catch(() => {})));
    await server.stop();
  });

  async function open(...names: readonly string[]): Promise<Party> {
    const people = await Promise.all(names.map((name) => signInAsGuest(server.url, name)));
    const [leader, ...others] = people;
    const first = await PartyMember.join(server.url, leader!);
    const rest = await Promise.all(others.map((person) => PartyMember.join(server.url, person, first.party!.code)));
    await until(() => first.names.length === names.length);
    const party = { people, members: [first, ...rest], players: [] };
    parties.push(party);
    return party;
  }

  /** Has a party asked into a match; its members sit down when they are told to. */
  async function ask({ members }: Party, wish: ToParty['play'] = PUBLIC): Promise<void> {
    const before = members[0]!.seats.length;
    members[0]!.room.send('play', wish);
    await until(() => members.every(({ seats }) => seats.length > before));
  }

  async function sit({ members, players }: Party, index: number): Promise<void> {
    players[index] = await ArenaClient.take(server.url, members[index]!.seats.at(-1)!);
  }

  const teamsOf = ({ players }: Party): number[] =>
    players.map(({ id }) => matchOf(players[0]!).world.players.get(id)!.team);

  function matchOf({ id }: ArenaClient): Match {
    return [...server.app.services.rooms].find(({ seats }) => seats.all.has(id))!;
  }

  async function playOn(player: ArenaClient): Promise<void> {
    const { world, number } = matchOf(player);
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick });
    await until(() => matchOf(player).number > number);
  }

  it('stand on one side, two parties on two, in whatever order they come', async () => {
    const [ada, bob] = [await open('Ada', 'Ann', 'Abe'), await open('Bob', 'Bea', 'Bo')];
    await ask(ada);
    await sit(ada, 0);
    await ask(bob);
    for (const index of [0, 1]) await sit(bob, index);
    for (const index of [1, 2]) await sit(ada, index);
    await sit(bob, 2);
    assert.equal(matchOf(bob.players[0]!), matchOf(ada.players[0]!));
    assert.deepEqual(
      [teamsOf(ada), teamsOf(bob)],
      [
        [1, 1, 1],
        [2, 2, 2],
      ],
    );
  });

  it('stay together when one is back after a lost connection, in the matches that follow as well', async () => {
    const ada = await open('Ada', 'Ann');
    const others = [await ArenaClient.join(server.url, PUBLIC), await ArenaClient.join(server.url, PUBLIC)];
    await ask(ada);
    for (const index of [0, 1]) await sit(ada, index);
    const [, ann] = ada.players;
    const { reconnectionToken } = ann!.room;
    ann!.room.connection.close();
    await until(() => !matchOf(ada.players[0]!).seats.isConnected(ann!.id));
    ada.players[1] = await ArenaClient.reconnect(server.url, reconnectionToken, ada.people[1]!.accessToken);
    for (let match = 0; match < 2; match++) {
      await playOn(ada.players[0]!);
      const [one, other] = teamsOf(ada);
      assert.equal(one, other, `match ${match}`);
    }
    await Promise.all(others.map((player) => player.leave()));
  });

  it('are even in a private match, where they are against each other', async () => {
    const ada = await open('Ada', 'Ann', 'Abe', 'Al');
    await ask(ada, { ...PUBLIC, rules: { bots: 16 } });
    for (const index of ada.members.keys()) await sit(ada, index);
    assert.equal(teamsOf(ada).filter((team) => team === 1).length, 2);
  });

  it('are told to nobody: no client hears of a party, or of its code', async () => {
    const ada = await open('Ada', 'Ann');
    await ask(ada);
    for (const index of [0, 1]) await sit(ada, index);
    const told: unknown[] = [];
    const room = await sdkClient(server.url, undefined).joinOrCreate(ROOM_ARENA, PUBLIC);
    room.onMessage('*', (type, message) => told.push(type, message));
    const other = new ArenaClient(room as unknown as ArenaClient['room']);
    await other.until(({ players }) => players?.size === 3);
    const heard = JSON.stringify([other.room.state, told, await (await fetch(`${server.url}/api/rooms`)).json()]);
    assert.ok(heard.includes('Ada'));
    assert.ok(!heard.includes(ada.members[0]!.room.roomId));
    await other.leave();
  });
});
