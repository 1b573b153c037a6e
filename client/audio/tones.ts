/**
 * The sounds of the game as parameters of the ZzFX synthesiser (F. Force), by their names there.
 * Times in seconds, frequencies in Hz; what is absent takes the synthesiser's default.
 */
export interface Tone {
  readonly volume: number;
  readonly frequency: number;
  readonly attack?: number;
  readonly sustain?: number;
  readonly release?: number;
  /** 0 sine, 1 triangle, 2 saw, 3 tangent, 4 noise, 5 square. */
  readonly shape?: number;
  readonly shapeCurve?: number;
  readonly slide?: number;
  readonly deltaSlide?: number;
  readonly pitchJump?: number;
  readonly pitchJumpTime?: number;
  readonly repeatTime?: number;
  readonly noise?: number;
  readonly modulation?: number;
  readonly bitCrush?: number;
  readonly delay?: number;
  readonly sustainVolume?: number;
  readonly decay?: number;
  readonly tremolo?: number;
  readonly filter?: number;
}

export const TONES = {
  step: { volume: 0.5, frequency: 95, release: 0.05, shape: 4, shapeCurve: 2, slide: -6, filter: -900 },
  pistol: { volume: 0.9, frequency: 420, release: 0.09, shape: 3, shapeCurve: 1.6, slide: -9, noise: 0.5, decay: 0.02 },
  smg: { volume: 0.7, frequency: 520, release: 0.055, shape: 4, shapeCurve: 1.4, slide: -12, noise: 1, filter: -3200 },
  shotgun: {
    volume: 1.4,
    frequency: 130,
    sustain: 0.03,
    release: 0.26,
    shape: 4,
    shapeCurve: 2.4,
    slide: -2,
    noise: 2,
    bitCrush: 0.05,
    filter: -2600,
  },
  railgun: {
    volume: 1.3,
    frequency: 1250,
    sustain: 0.06,
    release: 0.5,
    shape: 2,
    shapeCurve: 1.7,
    slide: -3.8,
    modulation: 14,
    delay: 0.06,
    decay: 0.05,
  },
  rocket: {
    volume: 1.1,
    frequency: 180,
    attack: 0.02,
    sustain: 0.09,
    release: 0.34,
    shape: 4,
    shapeCurve: 1.2,
    slide: 2.4,
    noise: 1.5,
    filter: -1500,
  },
  grenade: {
    volume: 0.8,
    frequency: 210,
    attack: 0.01,
    sustain: 0.03,
    release: 0.13,
    shape: 4,
    slide: 4,
    noise: 0.7,
    filter: -2000,
  },
  bounce: { volume: 0.6, frequency: 640, sustain: 0.005, release: 0.05, shape: 1, slide: -7, noise: 0.2 },
  charge: {
    volume: 0.7,
    frequency: 180,
    attack: 0.2,
    sustain: 0.04,
    release: 0.05,
    shape: 1,
    slide: 26,
    modulation: 30,
    sustainVolume: 0.8,
  },
  explosion: {
    volume: 2,
    frequency: 62,
    attack: 0.01,
    sustain: 0.14,
    release: 0.75,
    shape: 4,
    shapeCurve: 3.2,
    slide: -0.6,
    noise: 3,
    bitCrush: 0.12,
    decay: 0.1,
    filter: -1300,
  },
  hit: { volume: 0.8, frequency: 1150, sustain: 0.01, release: 0.06, shape: 1, slide: -6 },
  hurt: { volume: 1.1, frequency: 190, sustain: 0.03, release: 0.14, shape: 3, slide: -1.6, noise: 0.8, filter: -1800 },
  kill: {
    volume: 1,
    frequency: 520,
    sustain: 0.06,
    release: 0.28,
    shape: 1,
    pitchJump: 260,
    pitchJumpTime: 0.07,
    delay: 0.04,
  },
  death: {
    volume: 1.3,
    frequency: 300,
    sustain: 0.12,
    release: 0.5,
    shape: 2,
    slide: -0.9,
    noise: 0.6,
    tremolo: 0.4,
    repeatTime: 0.07,
    filter: -1600,
  },
  fall: { volume: 0.9, frequency: 240, sustain: 0.05, release: 0.3, shape: 4, slide: -4, noise: 1.2, filter: -1900 },
  pickup: { volume: 0.8, frequency: 560, sustain: 0.05, release: 0.16, pitchJump: 280, pitchJumpTime: 0.05 },
  weapon: {
    volume: 0.9,
    frequency: 300,
    sustain: 0.06,
    release: 0.2,
    shape: 1,
    pitchJump: 150,
    pitchJumpTime: 0.06,
    repeatTime: 0.14,
  },
  power: {
    volume: 1,
    frequency: 330,
    attack: 0.03,
    sustain: 0.2,
    release: 0.4,
    shape: 1,
    pitchJump: 165,
    pitchJumpTime: 0.09,
    delay: 0.08,
  },
  dash: {
    volume: 0.8,
    frequency: 320,
    attack: 0.02,
    sustain: 0.03,
    release: 0.16,
    shape: 4,
    slide: 7,
    noise: 1,
    filter: -2400,
  },
  spawn: {
    volume: 0.8,
    frequency: 240,
    attack: 0.06,
    sustain: 0.1,
    release: 0.3,
    shape: 1,
    slide: 5,
    modulation: 3,
    delay: 0.05,
  },
  beep: { volume: 0.7, frequency: 520, sustain: 0.06, release: 0.08, shape: 1 },
  go: { volume: 1, frequency: 780, sustain: 0.16, release: 0.35, shape: 1, delay: 0.05 },
  over: {
    volume: 1,
    frequency: 440,
    sustain: 0.28,
    release: 0.7,
    shape: 1,
    pitchJump: -110,
    pitchJumpTime: 0.16,
    delay: 0.1,
  },
} as const satisfies Readonly<Record<string, Tone>>;

export type ToneId = keyof typeof TONES;
export const TONE_IDS = Object.keys(TONES) as readonly ToneId[];

/** A tone's parameters in the order that the synthesiser takes them. */
export function toneParameters(tone: Tone): (number | undefined)[] {
  const { volume, frequency, attack, sustain, release, shape, shapeCurve, slide, deltaSlide } = tone;
  const { pitchJump, pitchJumpTime, repeatTime, noise, modulation, bitCrush, delay } = tone;
  // The second is randomness of pitch, which is added when a sound is played.
  const first = [volume, 0, frequency, attack, sustain, release, shape, shapeCurve, slide, deltaSlide];
  const second = [pitchJump, pitchJumpTime, repeatTime, noise, modulation, bitCrush, delay];
  return [...first, ...second, tone.sustainVolume, tone.decay, tone.tremolo, tone.filter];
}
