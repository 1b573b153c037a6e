/** A pseudo-random generator whose whole state is one unsigned 32-bit integer. */
export interface Prng {
  state: number;
}

/** The next number in [0, 1). Technique: mulberry32 (Tommy Ettinger, public domain). */
export function nextFloat(prng: Prng): number {
  prng.state = (prng.state + 0x6d2b79f5) >>> 0;
  let mixed = prng.state;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** The next whole number in 0…count−1. */
export function nextInt(prng: Prng, count: number): number {
  return Math.floor(nextFloat(prng) * count);
}

/** The next number of a normal distribution with mean 0 and deviation 1 (sum of uniforms, Irwin–Hall of 6). */
export function nextNormal(prng: Prng): number {
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += nextFloat(prng);
  return (sum - 3) * Math.SQRT2;
}
