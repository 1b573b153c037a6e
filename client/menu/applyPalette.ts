import { cssColour, PALETTES } from '../render/palette.ts';
import type { Settings } from '../settings/Settings.ts';

/** Gives the page the chosen colours, now and whenever they change. */
export function applyPalette(settings: Settings): void {
  const apply = (): void => {
    const colours = Object.entries(PALETTES[settings.get('palette')]);
    for (const [name, colour] of colours) document.documentElement.style.setProperty(`--${name}`, cssColour(colour));
  };
  apply();
  settings.onChange((key) => {
    if (key === 'palette') apply();
  });
}
