import assert from 'node:assert/strict';
import { QualityGovernor, type Quality } from '../../../client/render/quality.ts';

function playFor(governor: QualityGovernor, seconds: number, fps: number): Quality[] {
  const steps: Quality[] = [];
  for (let frame = 0; frame < seconds * fps; frame++) {
    const step = governor.countFrame(1000 / fps, true);
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

describe('picture quality', () => {
  it('stays high on a machine that keeps up', () => {
    const governor = new QualityGovernor('high');
    assert.deepEqual(playFor(governor, 60, 60), []);
    assert.equal(governor.quality, 'high');
  });

  it('steps down to medium and then to low while the picture stutters, and no further', () => {
    const governor = new QualityGovernor('high');
    assert.deepEqual(playFor(governor, 40, 25), ['medium', 'low']);
  });

  it('forgives a slow start and a single slow spell', () => {
    const governor = new QualityGovernor('high');
    playFor(governor, 2.4, 15);
    playFor(governor, 6, 60);
    playFor(governor, 1, 20);
    playFor(governor, 20, 60);
    assert.equal(governor.quality, 'high');
  });

  it('does not take a hidden tab for a slow machine', () => {
    const governor = new QualityGovernor('high');
    playFor(governor, 6, 60);
    for (let i = 0; i < 50; i++) governor.countFrame(1000, true);
    assert.equal(governor.quality, 'high');
  });

  it('leaves a level that the player chose alone', () => {
    const governor = new QualityGovernor('high');
    for (let frame = 0; frame < 1000; frame++) governor.countFrame(50, false);
    assert.equal(governor.quality, 'high');
    assert.equal(Math.round(governor.fps), 20);
  });
});
