import assert from 'node:assert/strict';
import { PlainReader } from '../../../bench/room/checked/PlainReader.ts';
import { compareSightings, lookByForce } from '../../../bench/room/checked/Sighting.ts';
import { PlainWriter } from '../../../bench/room/contenders/PlainWriter.ts';
import { ArenaSim } from '../../../bench/room/workload/ArenaSim.ts';
import { InputScript } from '../../../bench/room/workload/InputScript.ts';
import { Interest } from '../../../bench/room/workload/Interest.ts';

const TICKS = 300;

describe('The frames packed by hand', () => {
  it('show every player exactly what is in its view, tick after tick', () => {
    const sim = new ArenaSim({ players: 150, sideUnits: 2500, seed: 5 });
    const scripts = Array.from({ length: sim.players }, (_, slot) => new InputScript(5, slot));
    const writer = new PlainWriter(sim);
    const buffer = Buffer.alloc(writer.maxBytes);
    const viewers = [0, 1, 149].map((slot) => ({
      slot,
      interest: new Interest(sim, slot),
      reader: new PlainReader(),
    }));
    for (let tick = 0; tick < TICKS; tick++) {
      for (const [slot, script] of scripts.entries()) {
        script.advance();
        sim.command(slot, script);
      }
      sim.step();
      writer.prepare();
      for (const { slot, interest, reader } of viewers) {
        interest.look();
        reader.take(buffer.subarray(0, writer.write(buffer, interest)));
        const { wrong, firstMismatch } = compareSightings(lookByForce(sim, slot), reader.look());
        assert.equal(wrong, 0, firstMismatch);
      }
    }
    assert.ok(
      sim.health.some((health) => health < 100),
      'nobody was ever hit',
    );
  });
});
