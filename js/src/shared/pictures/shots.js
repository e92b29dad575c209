// What each picture shows, found by the name of the choice, and its camera and figure at any time of it. Pure.

import { cropped, FRAMINGS } from "./framings.js";
import { LIGHTS } from "./lights.js";
import { MOVES, REVERSED } from "./moves.js";

/** @typedef {[behind: number, figure: number, before: number]} Blur */
/** @typedef {import("./optics.js").Pose & { figureX: number, figureZ: number, facing: number }} Stage */
/**
 * @typedef {object} Shot
 * @property {Partial<Stage>} from where it differs from what is usual
 * @property {Partial<Stage>} [to] what is different at the end; none: a still picture
 * @property {number} [seconds]
 * @property {number} [shake] how much the operator's hands are in it
 * @property {(share: number) => number} [pace] how far the move is at a share of the time; none: evenly
 * @property {[number, number, number][]} [others] further people: x, z, facing
 * @property {number} [shadow] how far the figure's falls to the right, in metres
 * @property {boolean} [isWalking]
 * @property {boolean} [hasHands] of the one who looks
 * @property {boolean} [isBent] by a fish-eye
 * @property {Blur} [blur]
 * @property {Blur} [blurTo] at the end
 * @property {import("./lights.js").Light} [light]
 * @property {"road" | import("./guides.js").Guide} [guide] what makes the composition visible
 */

/** @type {Stage} Seven metres from a figure who looks at the camera, at the height of the eyes. */
const START = {
  ...{ x: 0, y: 1.5, z: -7, orbit: 0, yaw: 0, pitch: 0, roll: 0, focal: 1.3, aim: -1 },
  ...{ figureX: 0, figureZ: 0, facing: 0 },
};
/** Where the light falls on is seen from the hips up, beside the middle. */
const IN_LIGHT = { ...cropped(0.85, 2).from, x: 0.3 };
/** @type {Blur} */
const SHARP = [0, 0, 0];

/** Other names for a picture. @type {Record<string, string>} */
const SAME = {
  arc: "arc_clockwise",
  crane: "crane_up",
  alongside: "tracking",
  steadicam: "follow",
  gimbal: "tracking",
  steady: "static",
};

/**
 * What the picture of a choice shows, or null when there is no picture of it.
 *
 * @param {string} name
 * @returns {Shot | null}
 */
export function shotOf(name) {
  const own = find(SAME, name) ?? name;
  const forwards = find(REVERSED, own);
  const move = find(MOVES, forwards ?? own);
  if (move) {
    const [start, end, more] = move;
    const first = { ...START, ...start };
    const last = { ...first, ...end };
    return { ...(forwards ? { from: last, to: first } : { from: first, to: last }), ...more };
  }
  const light = find(LIGHTS, own);
  return light ? { from: IN_LIGHT, light } : (find(FRAMINGS, own) ?? null);
}

/**
 * Camera and figure at a share of the shot's time, eased at both ends as an operator does.
 *
 * @param {Shot} shot
 * @param {number} share 0 at the start, 1 at the end
 * @param {number} [time] in seconds, for what trembles
 * @returns {Stage}
 */
export function stageAt(shot, share, time = 0) {
  const from = { ...START, ...shot.from };
  const to = { ...from, ...shot.to };
  const stage = { ...from };
  for (const name of /** @type {(keyof Stage)[]} */ (Object.keys(stage))) {
    stage[name] = mix(from[name], to[name], ease(shot.pace ? shot.pace(share) : share));
  }
  const shake = shot.shake ?? 0;
  // Sums of a step's rhythm and a breath's: never twice the same, never far.
  stage.yaw += shake * (0.022 * Math.sin(time * 4.3) + 0.013 * Math.sin(time * 11.1));
  stage.pitch += shake * (0.018 * Math.sin(time * 5.7 + 1) + 0.012 * Math.sin(time * 13.7));
  stage.roll += shake * 0.03 * Math.sin(time * 3.1 + 2);
  return stage;
}

/**
 * What is out of focus, in pixels of a picture 300 high.
 *
 * @param {Shot} shot
 * @param {number} share
 */
export function blurAt({ blur = SHARP, blurTo = blur }, share) {
  const [behind, figure, before] = blur.map((value, at) => mix(value, Number(blurTo[at]), ease(share)));
  return { behind: Number(behind), figure: Number(figure), before: Number(before) };
}

/**
 * What a table says of a name, and nothing of what every object has.
 *
 * @template Value
 * @param {Record<string, Value>} table
 * @param {string} name
 * @returns {Value | undefined}
 */
function find(table, name) {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** @param {number} a @param {number} b @param {number} share */
function mix(a, b, share) {
  return a * (1 - share) + b * share; // exact at both ends
}

/** @param {number} share */
function ease(share) {
  return share * share * (3 - 2 * share);
}
