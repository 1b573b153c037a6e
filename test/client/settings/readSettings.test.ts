import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS, readSettings, writeSettings } from '../../../client/settings/readSettings.ts';

describe('settings the browser kept', () => {
  it('are found again as they were left', () => {
    const left = {
      ...DEFAULT_SETTINGS,
      name: 'Ann',
      volume: 0.2,
      muted: true,
      quality: 'low',
      map: 'foundry',
    } as const;
    assert.deepEqual(readSettings(writeSettings(left)), left);
  });

  it('start with defaults at the first visit', () => {
    assert.deepEqual(readSettings(null), DEFAULT_SETTINGS);
  });

  it('start calm for a system that asks for reduced motion, until the player says otherwise', () => {
    const calm = readSettings(null, true);
    assert.deepEqual([calm.shake, calm.flash], [false, false]);
    assert.equal(readSettings(writeSettings({ ...calm, shake: true }), true).shake, true);
  });

  it('survive what is no JSON, or no settings at all', () => {
    for (const stored of ['', 'nonsense', '[]', 'null', '7']) assert.deepEqual(readSettings(stored), DEFAULT_SETTINGS);
  });

  it('lose only the broken field, never the others', () => {
    const stored = JSON.stringify({
      name: 'Ann',
      volume: 7,
      quality: 'ultra',
      map: 'atlantis',
      muted: 'yes',
      palette: 3,
    });
    assert.deepEqual(readSettings(stored), { ...DEFAULT_SETTINGS, name: 'Ann' });
  });

  it('cut a name that is too long', () => {
    assert.equal(readSettings(JSON.stringify({ name: 'x'.repeat(40) })).name.length, 16);
  });

  it('know the keys of actions that came later', () => {
    const keys: Record<string, unknown> = { ...DEFAULT_SETTINGS.keys, up: ['KeyZ'], dash: 'Space', fire: [1] };
    delete keys.mute;
    assert.deepEqual(readSettings(JSON.stringify({ keys })).keys, { ...DEFAULT_SETTINGS.keys, up: ['KeyZ'] });
  });
});
