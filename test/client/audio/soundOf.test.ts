import assert from 'node:assert/strict';
import { soundOf } from '../../../client/audio/soundOf.ts';
import { TONES, TONE_IDS, toneParameters } from '../../../client/audio/tones.ts';
import { PICKUP_IDS } from '../../../shared/defs/pickups.ts';
import { WEAPON_IDS } from '../../../shared/defs/weapons.ts';
import type { SimEvent } from '../../../shared/sim/SimEvent.ts';

const at = { x: 10, y: 20 };
const hit = { type: 'hit', weapon: 'smg', damage: 8, at, radians: 0 } as const;
const kill = { type: 'kill', weapon: 'smg', at } as const;

describe('what is heard', () => {
  it('every weapon has a voice of its own, heard from where it was fired, and in the ear when it is yours', () => {
    for (const weapon of WEAPON_IDS) {
      const shot: SimEvent = { type: 'shot', player: 'foe', weapon, from: at, ends: [] };
      assert.deepEqual(soundOf(shot, 'me'), { tone: weapon, at });
      assert.deepEqual(soundOf(shot, 'foe'), { tone: weapon, at: undefined });
    }
  });

  it('your hits, your wounds, your kills and your death sound different; the wounds of others do not sound', () => {
    assert.equal(soundOf({ ...hit, attacker: 'me', victim: 'foe' }, 'me')?.tone, 'hit');
    assert.equal(soundOf({ ...hit, attacker: 'foe', victim: 'me' }, 'me')?.tone, 'hurt');
    assert.equal(soundOf({ ...hit, attacker: 'foe', victim: 'other' }, 'me'), undefined);
    assert.equal(soundOf({ ...kill, attacker: 'me', victim: 'foe' }, 'me')?.tone, 'kill');
    assert.equal(soundOf({ ...kill, attacker: 'foe', victim: 'me' }, 'me')?.tone, 'death');
    assert.deepEqual(soundOf({ ...kill, attacker: 'foe', victim: 'other' }, 'me'), { tone: 'fall', at });
  });

  it('blowing yourself up sounds like dying, not like a kill', () => {
    assert.equal(soundOf({ ...kill, attacker: 'me', victim: 'me' }, 'me')?.tone, 'death');
  });

  it('every pickup sounds, weapons and powers apart from the rest', () => {
    const tones = PICKUP_IDS.map((pickup) => soundOf({ type: 'pickup', player: 'me', pickup, pad: 0, at }, 'me')?.tone);
    assert.deepEqual(new Set(tones), new Set(['weapon', 'pickup', 'power']));
  });

  it('no sound is longer than two seconds or without loudness, and all numbers stand in the synthesiser’s order', () => {
    for (const id of TONE_IDS) {
      const parameters = toneParameters(TONES[id]);
      assert.equal(parameters.length, 21);
      const [volume, , frequency, attack = 0, sustain = 0, release = 0] = parameters;
      assert.ok(volume !== undefined && volume > 0 && frequency !== undefined && frequency > 20, id);
      assert.ok(attack + sustain + release < 2, id);
    }
  });
});
