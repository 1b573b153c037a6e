import assert from 'node:assert/strict';
import { launchBrowser } from '../../tools/launchBrowser.ts';

describe('a browser for tests', () => {
  it('draws with WebGL 2, so the game that is tested is the game that is played', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      assert.ok(await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null));
    } finally {
      await browser.close();
    }
  });
});
