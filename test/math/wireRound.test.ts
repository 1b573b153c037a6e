import assert from 'node:assert/strict';
import { Decoder, Encoder, schema, t } from '@colyseus/schema';
import { POSITION, SPREAD, VELOCITY } from '../../shared/defs/precision.ts';
import { wireRoundAngle } from '../../shared/math/angle.ts';
import { nextFloat } from '../../shared/math/prng.ts';
import { wireRound } from '../../shared/math/wireRound.ts';

const Probe = schema({
  angle: t.angle(),
  place: t.quantized(POSITION),
  speed: t.quantized(VELOCITY),
  spread: t.quantized(SPREAD),
});
const RANGES = { place: POSITION, speed: VELOCITY, spread: SPREAD } as const;

/** What a peer reads of these values. */
function sendProbe(values: { angle: number; place: number; speed: number; spread: number }) {
  const decoder = new Decoder(new Probe());
  decoder.decode(new Encoder(Object.assign(new Probe(), values)).encodeAll());
  return decoder.state;
}

describe('rounding to the wire', () => {
  it('gives the very numbers that a peer reads, all over their ranges', () => {
    const prng = { state: 3 };
    for (let round = 0; round < 2000; round++) {
      const values = {
        angle: (nextFloat(prng) - 0.25) * 12,
        place: nextFloat(prng) * 9000 - 200,
        speed: (nextFloat(prng) - 0.5) * 4400,
        spread: nextFloat(prng) * 0.6 - 0.05,
      };
      const read = sendProbe(values);
      assert.equal(read.angle, wireRoundAngle(values.angle), `angle ${values.angle}`);
      for (const field of ['place', 'speed', 'spread'] as const) {
        assert.equal(read[field], wireRound(values[field], RANGES[field]), `${field} ${values[field]}`);
      }
    }
  });

  it('changes nothing that has been rounded before, and keeps zero at rest', () => {
    const prng = { state: 4 };
    for (let round = 0; round < 2000; round++) {
      for (const range of [POSITION, VELOCITY, SPREAD]) {
        const once = wireRound(range.min + nextFloat(prng) * (range.max - range.min), range);
        assert.equal(wireRound(once, range), once);
      }
      const angle = wireRoundAngle(nextFloat(prng) * Math.PI * 2);
      assert.equal(wireRoundAngle(angle), angle);
    }
    assert.equal(wireRound(0, VELOCITY), 0);
  });

  it('makes something harmless of what is no number', () => {
    assert.equal(wireRound(NaN, POSITION), POSITION.min);
    assert.equal(wireRoundAngle(NaN), 0);
    assert.equal(wireRound(Infinity, VELOCITY), VELOCITY.max);
  });
});
