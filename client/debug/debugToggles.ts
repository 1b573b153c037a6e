/** What the debug overlay switches in the picture; read by whoever draws. */
export interface DebugToggles {
  /** Draws everyone where the newest patch says, beside where they are shown. */
  serverGhosts: boolean;
  /** Outlines where a shot fired now would be judged to hit. */
  rewoundBoxes: boolean;
  /** Draws oneself where the server last said, as if nothing were predicted. */
  predictionOff: boolean;
}

export const debugToggles: DebugToggles = { serverGhosts: false, rewoundBoxes: false, predictionOff: false };

export const TOGGLE_NAMES: Readonly<Record<keyof DebugToggles, string>> = {
  serverGhosts: 'Server ghosts',
  rewoundBoxes: 'Rewound hit boxes',
  predictionOff: 'Prediction off',
};
