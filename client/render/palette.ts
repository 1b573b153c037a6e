/** Colours as 0xRRGGBB, for canvas and DOM alike. */
export const GROUND = {
  void: 0x0b0f1a,
  panel: 0x141b2b,
  floor: 0x1b2640,
  line: 0x24324f,
  wallTop: 0x33425f,
  wallEdge: 0x4d628b,
  wallFront: 0x1b2438,
  ink: 0xe8eefc,
  quiet: 0x8ea0c4,
} as const;

/** The colours that carry meaning; colour-blind sets replace exactly these. */
export interface Palette {
  readonly amber: number;
  readonly cyan: number;
  readonly violet: number;
  readonly green: number;
  readonly red: number;
}

export type PaletteId = 'standard' | 'deuteranopia' | 'protanopia' | 'tritanopia';

/** The colour-blind sets follow M. Okabe and K. Ito, "Color Universal Design" (2008), lightened for a dark ground. */
export const PALETTES: Readonly<Record<PaletteId, Palette>> = {
  standard: { amber: 0xffb454, cyan: 0x5cd6ff, violet: 0xb48cff, green: 0x7be08f, red: 0xff5d6c },
  deuteranopia: { amber: 0xffb000, cyan: 0x6ab7ff, violet: 0xc9a6ff, green: 0x7fe0d8, red: 0xff7a45 },
  protanopia: { amber: 0xffd166, cyan: 0x56b4e9, violet: 0xb9a3ff, green: 0x8fe3cf, red: 0xff9a5a },
  tritanopia: { amber: 0xffa0a0, cyan: 0x35d6c7, violet: 0xd59bff, green: 0xa8e6a1, red: 0xff5a5a },
};

/** The colour `share` of the way from one to another, channel by channel. */
export function mixColours(from: number, to: number, share: number): number {
  const channel = (shift: number): number => {
    const start = (from >> shift) & 0xff;
    const end = (to >> shift) & 0xff;
    return Math.round(start + (end - start) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}

/** A colour as CSS writes it. */
export function cssColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
