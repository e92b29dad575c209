// A pinhole camera in a small world, and nothing of how it is drawn. Pure.
//
// Metres; x to the right, y up, z away from the camera's first place. Angles in radians. The picture is measured in
// heights of the frame from its centre, x to the right and y DOWN, so that its upper edge is -0.5. The focal length is
// in heights of the frame too: a thing of 1 m at a distance of `focal` metres fills the height.

/** @typedef {readonly [number, number, number]} Point */
/**
 * @typedef {object} Pose where the camera is and how it looks
 * @property {number} x
 * @property {number} y
 * @property {number} z
 * @property {number} orbit how far it has gone around the world's middle, clockwise as seen from above
 * @property {number} yaw turned to the right
 * @property {number} pitch turned up
 * @property {number} roll turned clockwise about its own axis, as seen by the operator
 * @property {number} focal
 * @property {number} aim the height above the world's middle that the camera keeps facing; negative: none
 */

/** Nothing nearer than this is seen: what is beside the lens would be larger than the picture. */
export const NEAR_M = 0.15;

/** Where the camera stands: its orbit turns its place about the world's middle. @param {Pose} pose @returns {Point} */
export function placeOf({ x, y, z, orbit }) {
  const sin = Math.sin(orbit);
  const cos = Math.cos(orbit);
  return [x * cos + z * sin, y, z * cos - x * sin];
}

/** The way the lens looks, as yaw and pitch, its orbit and its aim included. @param {Pose} pose */
export function lookOf(pose) {
  const level = Math.hypot(pose.x, pose.z);
  return {
    yaw: pose.yaw + pose.orbit,
    pitch: pose.pitch + (pose.aim < 0 ? 0 : Math.atan2(pose.aim - pose.y, level)),
  };
}

/**
 * How the camera sees the world: a function from a point of the world to the camera's own axes (right, up, ahead).
 *
 * @param {Pose} pose
 * @returns {(point: Point) => Point}
 */
export function createView(pose) {
  const at = placeOf(pose);
  const { yaw, pitch } = lookOf(pose);
  const [sinYaw, cosYaw] = [Math.sin(yaw), Math.cos(yaw)];
  const [sinPitch, cosPitch] = [Math.sin(pitch), Math.cos(pitch)];
  const [sinRoll, cosRoll] = [Math.sin(pose.roll), Math.cos(pose.roll)];
  return (point) => {
    const dx = point[0] - at[0];
    const dy = point[1] - at[1];
    const dz = point[2] - at[2];
    const right = dx * cosYaw - dz * sinYaw;
    const level = dx * sinYaw + dz * cosYaw;
    const up = dy * cosPitch - level * sinPitch;
    const ahead = dy * sinPitch + level * cosPitch;
    return [right * cosRoll - up * sinRoll, up * cosRoll + right * sinRoll, ahead];
  };
}

/**
 * Where a point seen by the camera falls in the picture.
 *
 * @param {Point} seen in the camera's axes, before the lens
 * @param {number} focal
 * @returns {readonly [number, number]}
 */
export function project([right, up, ahead], focal) {
  return [(right * focal) / ahead, (-up * focal) / ahead];
}

/**
 * The part of an outline that lies before the lens, cut at `NEAR_M` (Sutherland and Hodgman's clipping, one plane).
 *
 * @param {Point[]} outline in the camera's axes
 * @returns {Point[]}
 */
export function clipNear(outline) {
  /** @type {Point[]} */
  const kept = [];
  for (const [index, point] of outline.entries()) {
    const before = /** @type {Point} */ (outline.at(index - 1));
    if (point[2] > NEAR_M !== before[2] > NEAR_M) {
      const share = (NEAR_M - before[2]) / (point[2] - before[2]);
      kept.push([
        before[0] + share * (point[0] - before[0]),
        before[1] + share * (point[1] - before[1]),
        NEAR_M,
      ]);
    }
    if (point[2] > NEAR_M) kept.push(point);
  }
  return kept;
}
