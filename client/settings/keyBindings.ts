/** What a key or mouse button can be bound to. */
export type KeyAction =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'fire'
  | 'dash'
  | 'weapon1'
  | 'weapon2'
  | 'weapon3'
  | 'weapon4'
  | 'weapon5'
  | 'weapon6'
  | 'nextWeapon'
  | 'previousWeapon'
  | 'scoreboard'
  | 'sayAll'
  | 'sayTeam'
  | 'write'
  | 'mute'
  | 'fullscreen';

/** `KeyboardEvent.code` values, and `Mouse0`…`Mouse4` for mouse buttons; up to two an action. */
export type KeyBindings = Readonly<Record<KeyAction, readonly string[]>>;

export const KEY_ACTIONS: Readonly<Record<KeyAction, string>> = {
  up: 'Move up',
  left: 'Move left',
  down: 'Move down',
  right: 'Move right',
  fire: 'Fire',
  dash: 'Dash',
  nextWeapon: 'Next weapon',
  previousWeapon: 'Previous weapon',
  weapon1: 'Pistol',
  weapon2: 'SMG',
  weapon3: 'Shotgun',
  weapon4: 'Railgun',
  weapon5: 'Rocket launcher',
  weapon6: 'Grenades',
  scoreboard: 'Scoreboard',
  sayAll: 'Say to all',
  sayTeam: 'Say to the team',
  write: 'Write to all',
  mute: 'Mute',
  fullscreen: 'Fullscreen',
};

export const DEFAULT_KEYS: KeyBindings = {
  up: ['KeyW', 'ArrowUp'],
  left: ['KeyA', 'ArrowLeft'],
  down: ['KeyS', 'ArrowDown'],
  right: ['KeyD', 'ArrowRight'],
  fire: ['Mouse0'],
  dash: ['Space', 'Mouse2'],
  nextWeapon: ['KeyE'],
  previousWeapon: ['KeyQ'],
  weapon1: ['Digit1'],
  weapon2: ['Digit2'],
  weapon3: ['Digit3'],
  weapon4: ['Digit4'],
  weapon5: ['Digit5'],
  weapon6: ['Digit6'],
  scoreboard: ['Tab'],
  sayAll: ['KeyT'],
  sayTeam: ['KeyG'],
  write: ['Enter'],
  mute: ['KeyM'],
  fullscreen: ['KeyF'],
};

/** Keys that no action can take: they open and close the menu and the debug overlay. */
export const RESERVED_CODES: readonly string[] = ['Escape', 'F3'];

/** The bindings with `code` given to `action` alone: whatever had it before lets go of it. */
export function bindKey(keys: KeyBindings, action: KeyAction, code: string): KeyBindings {
  if (RESERVED_CODES.includes(code)) return keys;
  const entries = (Object.keys(keys) as KeyAction[]).map((other): [KeyAction, readonly string[]] => {
    const kept = keys[other].filter((bound) => bound !== code);
    return [other, other === action ? [code, ...kept].slice(0, 2) : kept];
  });
  return Object.fromEntries(entries) as Record<KeyAction, readonly string[]>;
}

/** The bindings in which an action has no key. */
export function actionsWithoutKey(keys: KeyBindings): KeyAction[] {
  return (Object.keys(keys) as KeyAction[]).filter((action) => keys[action].length === 0);
}

/** How a key code is shown: `KeyW` as W, `Mouse0` as left mouse button. */
export function describeCode(code: string): string {
  const known: Readonly<Record<string, string>> = {
    Mouse0: 'Left mouse',
    Mouse1: 'Middle mouse',
    Mouse2: 'Right mouse',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  };
  return known[code] ?? code.replace(/^(Key|Digit)/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
}
