import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import { MODE_IDS, type ModeId } from '../../shared/defs/modes.ts';
import { PALETTES, type PaletteId } from '../render/palette.ts';
import { QUALITY_TRAITS, type Quality } from '../render/quality.ts';
import { DEFAULT_KEYS, KEY_ACTIONS, type KeyAction, type KeyBindings } from './keyBindings.ts';

/** All that a player chooses and finds again at the next visit. */
export interface SettingsValues {
  readonly name: string;
  readonly mode: ModeId;
  readonly map: MapId;
  /** 0…1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly quality: 'auto' | Quality;
  readonly shake: boolean;
  readonly flash: boolean;
  readonly palette: PaletteId;
  readonly keys: KeyBindings;
}

/** Grows when stored settings change their meaning; older ones are then read field by field as before. */
export const SETTINGS_VERSION = 1;
export const MAX_NAME_LENGTH = 16;

export const DEFAULT_SETTINGS: SettingsValues = {
  name: '',
  mode: 'deathmatch',
  map: 'crossfire',
  volume: 0.6,
  muted: false,
  quality: 'auto',
  shake: true,
  flash: true,
  palette: 'standard',
  keys: DEFAULT_KEYS,
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Settings from what the browser kept: JSON of any age or none. Whatever is missing, broken or unknown
 * takes its default, so one bad field never costs the others. Never throws.
 *
 * @param calm whether the system asks for reduced motion: shake and flash then start switched off
 */
export function readSettings(stored: string | null, calm = false): SettingsValues {
  const fields = parseFields(stored);
  return {
    name: typeof fields.name === 'string' ? fields.name.slice(0, MAX_NAME_LENGTH) : '',
    mode: oneOf(fields.mode, MODE_IDS, DEFAULT_SETTINGS.mode),
    map: oneOf(fields.map, MAP_IDS, DEFAULT_SETTINGS.map),
    volume: readShare(fields.volume, DEFAULT_SETTINGS.volume),
    muted: readSwitch(fields.muted, DEFAULT_SETTINGS.muted),
    quality: oneOf(fields.quality, ['auto', ...(Object.keys(QUALITY_TRAITS) as Quality[])], DEFAULT_SETTINGS.quality),
    shake: readSwitch(fields.shake, !calm),
    flash: readSwitch(fields.flash, !calm),
    palette: oneOf(fields.palette, Object.keys(PALETTES) as PaletteId[], DEFAULT_SETTINGS.palette),
    keys: readKeys(fields.keys),
  };
}

/** What the browser keeps of the settings; `readSettings` reads it back. */
export function writeSettings(values: SettingsValues): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...values });
}

function parseFields(stored: string | null): Fields {
  try {
    const parsed: unknown = JSON.parse(stored ?? '{}');
    return isFields(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((each) => each === value) ?? fallback;
}

function readSwitch(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function readShare(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : fallback;
}

function readKeys(value: unknown): KeyBindings {
  const stored = isFields(value) ? value : {};
  const entries = (Object.keys(KEY_ACTIONS) as KeyAction[]).map((action) => {
    const codes = stored[action];
    const usable = Array.isArray(codes) && codes.length <= 2 && codes.every((code) => typeof code === 'string');
    return [action, usable ? codes : DEFAULT_KEYS[action]];
  });
  return Object.fromEntries(entries) as KeyBindings;
}
