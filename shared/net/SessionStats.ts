/** Corrections smaller than this are the wire's rounding, not an error. */
const NEGLIGIBLE_UNITS = 0.01;
const KEPT_CORRECTIONS = 20_000;

/** What a session counts about its connection and its prediction. */
export class SessionStats {
  inputs = 0;
  patches = 0;
  /** Size of each correction of the drawn body outside death and respawn, in units, oldest first. */
  readonly corrections: number[] = [];
  correctionsAboveOneUnit = 0;
  largestCorrectionUnits = 0;
  lastCorrectionUnits = 0;

  addCorrection(units: number): void {
    this.lastCorrectionUnits = units;
    if (units < NEGLIGIBLE_UNITS) return;
    this.corrections.push(units);
    if (this.corrections.length > KEPT_CORRECTIONS) this.corrections.shift();
    if (units > 1) this.correctionsAboveOneUnit += 1;
    this.largestCorrectionUnits = Math.max(this.largestCorrectionUnits, units);
  }
}
