import assert from 'node:assert/strict';
import { PALETTES } from '../../../client/render/palette.ts';
import { lookOf } from '../../../client/render/playerLook.ts';

const palette = PALETTES.standard;
const me = { id: 'me', team: 0 };

describe('how players are told apart', () => {
  it('you are the amber round one, everyone else is a hexagon of another colour', () => {
    assert.deepEqual(lookOf(me, me, palette), { body: 'round', colour: palette.amber, mark: 'dot' });
    for (let n = 1; n <= 15; n++) {
      const look = lookOf({ id: `bot-${n}`, team: 0 }, me, palette);
      assert.equal(look.body, 'hexagon');
      assert.notEqual(look.colour, palette.amber);
    }
  });

  it('the first eight bots all bear different marks', () => {
    const marks = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => lookOf({ id: `bot-${n}`, team: 0 }, me, palette).mark);
    assert.equal(new Set(marks).size, 8);
  });

  it('teams differ in shape as well as in colour, for friend and foe alike', () => {
    const first = lookOf({ id: 'a', team: 1 }, { id: 'b', team: 2 }, palette);
    const second = lookOf({ id: 'b', team: 2 }, { id: 'b', team: 2 }, palette);
    assert.deepEqual([first.body, second.body], ['round', 'hexagon']);
    assert.notEqual(first.colour, second.colour);
  });
});
