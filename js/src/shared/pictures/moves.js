// Camera moves: where camera and figure are at the start, what is different at the end, and what is special.
// Lengths in metres, angles in radians.

import { AWAY, RIGHTWARD } from "./framings.js";

/** @typedef {import("./shots.js").Stage} Stage */
/** @typedef {import("./shots.js").Shot} Shot */

/** A figure who walks, and a camera that keeps up with it. */
const WALK = { seconds: 5, isWalking: true };
const ASIDE_WALK = { facing: RIGHTWARD, z: -5 };

/** How the time of a move passes, where it is not evenly. */
const PACES = {
  sudden: (/** @type {number} */ share) => Math.min(1, Math.max(0, share * 3 - 1)),
  frozen: (/** @type {number} */ share) => Math.min(0.5, share),
  gaining: (/** @type {number} */ share) => share ** 3,
};

/** @type {Record<string, [Partial<Stage>, Partial<Stage>, Partial<Shot>?]>} start, end, and what is special */
export const MOVES = {
  static: [{ figureX: -2.6, facing: RIGHTWARD }, { figureX: 2.6 }, { isWalking: true }],
  // Both end with the figure as large as the other does: what is left is the difference in perspective.
  dolly_in: [{}, { z: -2.4 }],
  zoom_in: [{}, { focal: (1.3 * 7) / 2.4 }],
  truck_right: [{ x: -2.2 }, { x: 2.2 }],
  pan_right: [{ yaw: -0.36 }, { yaw: 0.36 }],
  tilt_up: [{ pitch: -0.2 }, { pitch: 0.32 }],
  pedestal_up: [{ y: 0.5 }, { y: 3.6 }],
  roll_clockwise: [{ z: -5 }, { z: -5, roll: 0.7 }],
  roll_counterclockwise: [{ z: -5 }, { z: -5, roll: -0.7 }],
  arc_clockwise: [
    { z: -5, orbit: -1.1 },
    { z: -5, orbit: 1.1 },
  ],
  crane_up: [
    { y: 0.9, z: -4.5, aim: 1.3 },
    { y: 6.5, z: -6.5, aim: 1 },
  ],
  dolly_zoom: [
    { z: -2.6, focal: 1, y: 1.3 },
    { z: -10.4, focal: 4, y: 1.3 },
  ],
  tracking: [{ ...ASIDE_WALK, figureX: -5, x: -5 }, { figureX: 5, x: 5 }, WALK],
  follow: [{ figureZ: -6, z: -10, facing: AWAY }, { figureZ: 5, z: 1 }, WALK],
  lead: [{ figureZ: 5, z: 1 }, { figureZ: -6, z: -10 }, WALK],
  keep_centered: [{ facing: RIGHTWARD, figureX: -3.2, yaw: -0.43 }, { figureX: 3.2, yaw: 0.43 }, WALK],
  fpv: [{ y: 3.4, z: -16, yaw: 0.1, roll: 0.25 }, { y: 1.1, z: -2.2, yaw: 0, roll: -0.15 }, { seconds: 2 }],
  handheld: [{ z: -4 }, { z: -3.6 }, { shake: 1 }],
  shaky: [{ z: -4 }, { z: -3.6 }, { shake: 2.6 }],
  breathing_sway: [{ z: -4 }, { z: -4.01 }, { shake: 0.35 }],
  whip_pan: [{ yaw: -1.2 }, { yaw: 0 }, { pace: PACES.sudden, seconds: 2 }],
  slow_motion: [{ figureX: -1.2, facing: RIGHTWARD }, { figureX: 1.2 }, { isWalking: true, seconds: 8 }],
  fast_motion: [{ figureX: -4, facing: RIGHTWARD }, { figureX: 4 }, { isWalking: true, seconds: 1.2 }],
  freeze_frame: [
    { figureX: -2.4, facing: RIGHTWARD },
    { figureX: 2.4 },
    { isWalking: true, pace: PACES.frozen },
  ],
  speed_ramp: [
    { figureX: -2.6, facing: RIGHTWARD },
    { figureX: 2.6 },
    { isWalking: true, pace: PACES.gaining, seconds: 5 },
  ],
  body_mount: [
    { figureZ: 3, z: 1.7 },
    { figureZ: -4, z: -5.3 },
    { ...WALK, shake: 0.8 },
  ],
  slow: [{}, { z: -4.4 }, { seconds: 7 }],
  fast: [{}, { z: -2.4 }, { seconds: 0.8 }],
};

/** Moves that are another one backwards. @type {Record<string, string>} */
export const REVERSED = {
  dolly_out: "dolly_in",
  zoom_out: "zoom_in",
  truck_left: "truck_right",
  pan_left: "pan_right",
  tilt_down: "tilt_up",
  pedestal_down: "pedestal_up",
  arc_counterclockwise: "arc_clockwise",
  crane_down: "crane_up",
};
