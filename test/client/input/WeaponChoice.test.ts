import assert from 'node:assert/strict';
import { cycleWeapon, WeaponChoice } from '../../../client/input/WeaponChoice.ts';

const ARSENAL = { inHand: 1, usable: [1, 3, 5] };

function choiceWith(arsenal = ARSENAL): WeaponChoice {
  const choice = new WeaponChoice();
  choice.see(arsenal);
  return choice;
}

describe('choosing a weapon', () => {
  it('goes round the weapons with rounds left, skipping those one lacks', () => {
    assert.equal(cycleWeapon(ARSENAL, 1), 3);
    assert.equal(cycleWeapon(ARSENAL, -1), 5);
    assert.equal(cycleWeapon({ ...ARSENAL, inHand: 5 }, 1), 1);
  });

  it('keeps the only weapon there is', () => {
    assert.equal(cycleWeapon({ inHand: 1, usable: [1] }, 1), 0);
    assert.equal(cycleWeapon({ inHand: 1, usable: [] }, 1), 0);
  });

  it('leaves an emptied weapon for the nearest end of the ring', () => {
    assert.equal(cycleWeapon({ inHand: 4, usable: [1, 3] }, 1), 1);
    assert.equal(cycleWeapon({ inHand: 4, usable: [1, 3] }, -1), 3);
  });

  it('asks again until the weapon is in hand, for a charging shot refuses the change', () => {
    const choice = choiceWith();
    choice.choose(3);
    assert.deepEqual([choice.sample(), choice.sample()], [3, 3]);
    choice.see({ ...ARSENAL, inHand: 3 });
    assert.equal(choice.sample(), 0);
  });

  it('gives up after half a second', () => {
    const choice = choiceWith();
    choice.choose(3);
    for (let i = 0; i < 30; i++) choice.sample();
    assert.equal(choice.sample(), 0);
  });

  it('does not ask for a weapon one does not have', () => {
    const choice = choiceWith();
    choice.choose(4);
    assert.equal(choice.sample(), 0);
  });

  it('adds up quick turns of the wheel', () => {
    const choice = choiceWith();
    choice.cycle(1);
    choice.cycle(1);
    assert.equal(choice.sample(), 5);
  });

  it('asks for nothing when the wheel has come all the way round', () => {
    const choice = choiceWith();
    choice.cycle(1);
    choice.cycle(-1);
    assert.equal(choice.sample(), 0);
  });
});
