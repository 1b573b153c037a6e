import assert from 'node:assert/strict';
import { Settings } from '../../../client/settings/Settings.ts';
import { memoryStore } from '../../support/memoryStore.ts';

describe('the settings', () => {
  it('are remembered at the next visit', () => {
    const store = memoryStore();
    new Settings(store).set('name', 'Ann');
    assert.equal(new Settings(store).get('name'), 'Ann');
  });

  it('tell whoever listens, until they stop listening', () => {
    const settings = new Settings(memoryStore());
    const heard: string[] = [];
    const stop = settings.onChange((key) => heard.push(key));
    settings.set('muted', true);
    settings.set('muted', true);
    stop();
    settings.set('muted', false);
    assert.deepEqual(heard, ['muted']);
  });

  it('follow the address for this visit without forgetting what was chosen', () => {
    const store = memoryStore();
    new Settings(store).set('quality', 'high');
    const visit = new Settings(store);
    visit.override('quality', 'low');
    visit.set('volume', 0.1);
    assert.equal(visit.get('quality'), 'low');
    assert.equal(new Settings(store).get('quality'), 'high');
  });

  it('let the player overrule the address', () => {
    const settings = new Settings(memoryStore());
    settings.override('quality', 'low');
    settings.set('quality', 'high');
    assert.equal(settings.get('quality'), 'high');
  });

  it('still work in a browser that keeps nothing', () => {
    const refuse = () => {
      throw new Error('forbidden');
    };
    const settings = new Settings({ getItem: refuse, setItem: refuse });
    settings.set('name', 'Ann');
    assert.equal(settings.get('name'), 'Ann');
  });
});
