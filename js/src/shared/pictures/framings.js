// Framings: where the camera stands for a size, an angle, a point of view, a composition, a lens or a focus.
// Lengths in metres, angles in radians.

import { LIGHTS } from "./lights.js";

/** @typedef {import("./shots.js").Stage} Stage */
/** @typedef {import("./shots.js").Shot} Shot */

/** Heights of the body, from the ground: where the classic shot sizes cut. */
export const BODY = {
  feet: 0,
  knees: 0.5,
  thighs: 0.74,
  waist: 1.02,
  chest: 1.27,
  chin: 1.51,
  eyes: 1.62,
  crown: 1.77,
};

/** Which way the figure looks. */
export const AWAY = Math.PI;
export const RIGHTWARD = Math.PI / 2;

/**
 * The place and lens that show the figure from one height to another. Close shots are taken from nearer.
 *
 * @param {number} bottom
 * @param {number} top
 * @param {Partial<Stage>} [more]
 * @returns {Shot}
 */
export function cropped(bottom, top, more) {
  const height = top - bottom;
  const distance = 1 + 1.4 * height;
  return { from: { y: (bottom + top) / 2, z: -distance, focal: distance / height, ...more } };
}

/** The same figure, as high in the picture, from another distance: only what is behind it changes its size. */
const ofDistance = (/** @type {number} */ metres, /** @type {Partial<Stage>} */ more = {}) => ({
  from: { z: -metres, focal: metres / 3, y: 1.3, ...more },
});

const waistUp = cropped(BODY.waist, 1.95).from;
const aside = cropped(0.2, 2.4, { yaw: -0.15 }).from;

/** @type {Record<string, Shot>} */
export const FRAMINGS = {
  extreme_wide: cropped(-3.4, 12),
  wide: cropped(-1.1, 3.4),
  full: cropped(-0.1, 1.93),
  medium_long: cropped(BODY.knees, 1.93),
  cowboy: cropped(BODY.thighs, 1.93),
  medium: { from: waistUp },
  medium_close_up: cropped(BODY.chest, 1.85),
  close_up: cropped(1.45, 1.81),
  extreme_close_up: cropped(1.565, 1.675),

  eye_level: { from: { y: BODY.eyes, z: -3.4 } },
  high_angle: { from: { y: 3.4, z: -2.3, aim: 0.95 } },
  low_angle: { from: { y: 0.25, z: -2.4, aim: 1.15 } },
  worms_eye: { from: { y: 0.08, z: -1.3, aim: 1.35, focal: 0.9 } },
  ground_level: { from: { y: 0.1, z: -2.6, pitch: 0.12 } },
  overhead: { from: { y: 4.6, z: -0.001, aim: 0, focal: 1.5 }, shadow: 1.3 },
  frontal: { from: waistUp },
  three_quarter: { from: { ...waistUp, facing: 0.8 } },
  profile: { from: { ...waistUp, facing: RIGHTWARD } },
  from_behind: { from: { ...waistUp, facing: AWAY } },
  dutch: { from: { z: -3.4, roll: 0.32 } },

  over_the_shoulder: {
    from: { x: 0.3, y: 1.6, z: -2.2, yaw: 0.02, focal: 1.5 },
    others: [[0.56, -1.35, AWAY]],
  },
  point_of_view: { from: { y: BODY.eyes, z: -2.2, pitch: -0.12 }, hasHands: true },
  reverse_angle: {
    from: { x: -0.3, y: 1.6, z: -2.2, yaw: -0.02, focal: 1.5 },
    others: [[-0.56, -1.35, AWAY]],
  },
  reaction_shot: cropped(1.42, 1.86, { yaw: 0.1, facing: 0.35 }),
  group_shot: {
    ...cropped(0.3, 2.2),
    others: [
      [-0.62, 0.1, -0.3],
      [0.62, 0.1, 0.3],
      [1.2, 0.3, 0.5],
      [-1.2, 0.3, -0.5],
    ],
  },
  two_shot: {
    from: { ...waistUp, figureX: -0.34, facing: 1.1 },
    others: [[0.34, 0, -1.1]],
  },
  aerial: { from: { y: 15, z: -27, pitch: -0.29 } },

  rule_of_thirds: { from: { ...aside }, guide: "thirds" },
  centered: { ...cropped(0.2, 2.4), guide: "middle" },
  symmetrical: { ...cropped(-0.5, 3), guide: "mirror" },
  leading_lines: { ...cropped(-1, 3), guide: "road" },
  frame_within_frame: { ...cropped(-0.3, 2.3), guide: "door" },
  negative_space: cropped(-0.4, 6, { yaw: -0.4 }),
  diagonal: { ...cropped(0.2, 2.4, { roll: 0.5 }), guide: "diagonal" },

  lead_room: cropped(0.4, 2.2, { yaw: 0.2, facing: RIGHTWARD }),
  foreground: { from: { x: 1.25, z: -5.2, yaw: -0.2, focal: 1.7 }, blur: [0, 0, 12] },
  layered: {
    ...cropped(-0.2, 2.5),
    others: [
      [-1.1, -1.6, 0.6],
      [1.8, 3, -0.4],
      [-2.6, 6, 0.3],
    ],
  },

  ultra_wide: ofDistance(1.1, { y: 1.2 }),
  wide_angle: ofDistance(1.8),
  lens_35mm: ofDistance(3),
  normal_lens: ofDistance(5),
  lens_85mm: ofDistance(9),
  telephoto: ofDistance(24),
  tilt_shift: { from: { y: 7, z: -15, aim: 0.6, focal: 2.2 }, blur: [14, 0, 14] },
  fisheye: { from: { z: -1.5, focal: 0.62, y: 1.35 }, isBent: true },
  macro: cropped(1.592, 1.648, { x: 0.035 }),
  anamorphic: { ...ofDistance(5), guide: "wide" },

  shallow_focus: { from: { ...waistUp, x: 0.3 }, blur: [10, 0, 10] },
  rack_focus: {
    from: { z: -4.4, focal: 3, x: 0.5 },
    blur: [0, 8, 8],
    blurTo: [10, 0, 0],
    seconds: 1.5,
  },
  soft_focus: { from: { ...waistUp, x: 0.3 }, blur: [3.5, 2.5, 3.5] },
  bokeh: { from: { ...waistUp, x: 0.3 }, blur: [22, 0, 22], light: LIGHTS.street_lamps },
  deep_focus: { from: { ...waistUp, x: 0.3 } },
};
