import assert from 'node:assert/strict';
import { Party } from '../../../server/party/Party.ts';
import { PARTY_KEPT_MS, PartyRecord, readParty } from '../../../server/party/PartyRecord.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

describe('PT3 what is written down of a party', () => {
  let nowMs: number;
  let isAway: boolean;
  let kept: Map<string, { readonly text: string; readonly untilMs: number }>;
  let party: Party;
  let record: PartyRecord;

  beforeEach(() => {
    [nowMs, isAway, kept] = [0, false, new Map()];
    party = new Party();
    party.enter({ playerId: 'ada', name: 'Ada' });
    record = new PartyRecord('code', store, () => nowMs);
  });

  const store = {
    get: async (key: string) => {
      const found = kept.get(key);
      return found !== undefined && found.untilMs > nowMs ? found.text : undefined;
    },
    setex: async (key: string, text: string, seconds: number) => {
      if (isAway) throw new Error('connect ECONNREFUSED');
      kept.set(key, { text, untilMs: nowMs + seconds * SECOND_MS });
    },
    del: (key: string) => void kept.delete(key),
  };

  const read = () => readParty('code', store);

  /** As a room does while somebody is there. */
  async function lookAfter(untilMs: number): Promise<void> {
    for (; nowMs < untilMs; nowMs += 10 * SECOND_MS) await record.renew(party);
  }

  it('is there for as long as somebody is, though nothing changes for hours', async () => {
    await record.write(party.snapshot());
    await lookAfter(5 * HOUR_MS);
    assert.deepEqual(await read(), party.snapshot());
    nowMs += PARTY_KEPT_MS;
    assert.equal(await read(), undefined);
  });

  it('is there again when the store was away as it changed', async () => {
    isAway = true;
    await record.write(party.snapshot());
    isAway = false;
    await lookAfter(70 * SECOND_MS);
    assert.deepEqual(await read(), party.snapshot());
  });

  it('goes with the last member', async () => {
    await record.write(party.snapshot());
    party.leave('ada');
    await record.write(party.snapshot());
    assert.equal(await read(), undefined);
  });
});
