import type { Heard } from './hearing.ts';
import { TONE_IDS, toneParameters, TONES, type Tone, type ToneId } from './tones.ts';

/** More voices than this at once are noise; the rest is left out. */
const MAX_VOICES = 28;
const PITCH_JITTER = 0.05;
/** A change of volume takes this long, in seconds: no click. */
const VOLUME_SLIDE = 0.03;

/** The samples of every tone, and the mixing desk they are played through. */
export class AudioDesk {
  readonly #context: AudioContext;
  readonly #samples: ReadonlyMap<ToneId, AudioBuffer>;
  readonly #master: GainNode;
  #voices = 0;

  private constructor(context: AudioContext, samples: ReadonlyMap<ToneId, AudioBuffer>) {
    this.#context = context;
    this.#samples = samples;
    this.#master = context.createGain();
    // Ten shots at once must not crack the speakers.
    this.#master.connect(context.createDynamicsCompressor()).connect(context.destination);
  }

  /** Opens the audio context and builds every sample; to be called after a gesture, or browsers keep it silent. */
  static async open(): Promise<AudioDesk> {
    const { ZZFX } = await import('zzfx');
    const context = ZZFX.audioContext;
    const samples = new Map<ToneId, AudioBuffer>();
    for (const id of TONE_IDS) {
      const tone: Tone = TONES[id];
      const built = Float32Array.from(ZZFX.buildSamples(...toneParameters(tone)));
      const buffer = context.createBuffer(1, built.length, ZZFX.sampleRate);
      buffer.copyToChannel(built, 0);
      samples.set(id, buffer);
    }
    return new AudioDesk(context, samples);
  }

  /** 0…1. */
  setVolume(volume: number): void {
    // Loudness is felt as a power: half way on the slider is to sound half as loud.
    this.#master.gain.setTargetAtTime(volume * volume, this.#context.currentTime, VOLUME_SLIDE);
    if (volume > 0) void this.#context.resume();
  }

  play(tone: ToneId, { gain, pan, cutoffHz }: Heard): void {
    const buffer = this.#samples.get(tone);
    if (buffer === undefined || gain < 0.01 || this.#voices >= MAX_VOICES || this.#context.state !== 'running') return;
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.playbackRate.value = 1 + (Math.random() * 2 - 1) * PITCH_JITTER;
    const filter = new BiquadFilterNode(this.#context, { type: 'lowpass', frequency: cutoffHz });
    const panner = new StereoPannerNode(this.#context, { pan });
    const level = new GainNode(this.#context, { gain });
    source.connect(filter).connect(panner).connect(level).connect(this.#master);
    this.#voices += 1;
    source.onended = () => {
      this.#voices -= 1;
      level.disconnect();
    };
    source.start();
  }

  /** Falls silent; the context stays open for the next match, for browsers allow only a few. */
  close(): void {
    this.#master.disconnect();
    void this.#context.suspend();
  }
}
