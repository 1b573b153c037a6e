declare module 'zzfx' {
  /** The synthesiser; importing it opens its audio context. */
  export const ZZFX: {
    volume: number;
    readonly sampleRate: number;
    readonly audioContext: AudioContext;
    buildSamples(...parameters: (number | undefined)[]): number[];
  };
}
