import assert from 'node:assert/strict';
import { BUTTON } from '../../../shared/sim/Command.ts';
import { sampleCommand, type DeviceState } from '../../../client/input/sampleCommand.ts';
import { readGamepad } from '../../../client/input/readGamepad.ts';
import type { KeyAction } from '../../../client/settings/keyBindings.ts';

const SELF = { x: 100, y: 100 };
const REST = {
  held: new Set<KeyAction>(),
  pointer: undefined,
  touch: { move: undefined, aim: undefined, dash: false },
  pad: undefined,
};

function handsOn(change: Partial<DeviceState>): DeviceState {
  return { ...REST, ...change };
}

function padWith(axes: number[], pressed: number[] = []) {
  const buttons = Array.from({ length: 16 }, (_, index) => ({ pressed: pressed.includes(index), value: 0 }));
  return readGamepad({ axes, buttons });
}

describe('what the hands wish', () => {
  it('stands still with empty hands and keeps looking where one looked', () => {
    assert.deepEqual(sampleCommand(REST, SELF, 1.25), { moveX: 0, moveY: 0, aim: 1.25, buttons: 0 });
  });

  it('runs diagonally no faster than straight', () => {
    const { moveX, moveY } = sampleCommand(handsOn({ held: new Set<KeyAction>(['up', 'right']) }), SELF, 0);
    assert.deepEqual([moveX, moveY], [90, -90]);
  });

  it('stands still between two opposite keys', () => {
    const { moveX } = sampleCommand(handsOn({ held: new Set<KeyAction>(['left', 'right']) }), SELF, 0);
    assert.equal(moveX, 0);
  });

  it('never wishes more than full speed with keys and stick together', () => {
    const hands = handsOn({ held: new Set<KeyAction>(['right']), pad: padWith([1, 0, 0, 0]) });
    assert.equal(sampleCommand(hands, SELF, 0).moveX, 127);
  });

  it('aims from where the avatar is drawn to the mouse', () => {
    const { aim } = sampleCommand(handsOn({ pointer: { x: 100, y: 40 } }), SELF, 0);
    assert.ok(Math.abs(aim - Math.PI * 1.5) < 1e-9);
  });

  it('keeps the aim while the mouse is on the avatar itself', () => {
    assert.equal(sampleCommand(handsOn({ pointer: SELF }), SELF, 2).aim, 2);
  });

  it('lets the pad aim before the mouse that lies on the table, and the mouse when the stick rests', () => {
    const pointer = { x: 200, y: 100 };
    const tilted = sampleCommand(handsOn({ pointer, pad: padWith([0, 0, 0, 1]) }), SELF, 0);
    const resting = sampleCommand(handsOn({ pointer, pad: padWith([0, 0, 0.05, 0.05]) }), SELF, 1);
    assert.ok(Math.abs(tilted.aim - Math.PI / 2) < 1e-9);
    assert.equal(resting.aim, 0);
  });

  it('aims with a slightly tilted thumb and fires with a far tilted one', () => {
    const thumb = (x: number) =>
      sampleCommand(handsOn({ touch: { move: undefined, aim: { x, y: 0 }, dash: false } }), SELF, 3);
    assert.deepEqual([thumb(0.3).aim, thumb(0.3).buttons], [0, 0]);
    assert.equal(thumb(0.9).buttons, BUTTON.fire);
  });

  it('fires and dashes with keys, pad and glass alike', () => {
    const both = BUTTON.fire | BUTTON.dash;
    assert.equal(sampleCommand(handsOn({ held: new Set<KeyAction>(['fire', 'dash']) }), SELF, 0).buttons, both);
    assert.equal(sampleCommand(handsOn({ pad: padWith([], [7, 0]) }), SELF, 0).buttons, both);
    const touch = { move: undefined, aim: { x: 0, y: 1 }, dash: true };
    assert.equal(sampleCommand(handsOn({ touch }), SELF, 0).buttons, both);
  });
});
