// The little world that is filmed: a floor with a grid, posts near and far, trees, a town all around, and people.
// Everything solid is a capsule (a thick line with round ends); a ball is one without length.

/** @typedef {readonly [number, number, number]} Point */
/** @typedef {keyof typeof import("./palette.js").OWN | import("./palette.js").Token} Ink */
/** @typedef {{ a: Point, b: Point, radius: number, ink: Ink }} Capsule */

/** The town lies on a ring: it is there wherever the camera turns, and too far to move when the camera travels. */
const TOWN_M = 70;
const HOUSES = 44;

/** @type {{ outline: Point[], depth: number, windows: Point[][] }[]} `depth`: how far it has faded into the sky */
export const TOWN = Array.from({ length: HOUSES }, (_, index) => {
  const angle = (index / HOUSES) * 2 * Math.PI;
  // Always the same town, without two equal neighbours. Straight ahead stands its tower.
  const height = index === 0 ? 26 : 5 + 12 * Math.abs(Math.sin(index * 5.3));
  const half = index === 0 ? 0.035 : 0.05 + 0.02 * Math.sin(index * 2.1);
  /** @type {(angle: number, y: number) => Point} */
  const corner = (at, y) => [TOWN_M * Math.sin(at), y, TOWN_M * Math.cos(at)];
  const face = (/** @type {number} */ left, /** @type {number} */ right, low = 0, high = height) => [
    corner(angle + left, low),
    corner(angle + left, high),
    corner(angle + right, high),
    corner(angle + right, low),
  ];
  const windows = [2.5, 5, 7.5]
    .filter((low) => low + 2 < height && (low * 7 + index) % 3 > 0.7)
    .map((low) => face(-half * 0.5, half * Math.sin(index), low, low + 1.2));
  return { outline: face(-half, half), depth: 0.45 + 0.25 * Math.abs(Math.sin(index * 3.7)), windows };
});

/** @type {Point[]} */
export const FLOOR = [
  [-400, 0, -400],
  [400, 0, -400],
  [400, 0, 400],
  [-400, 0, 400],
];

/** @type {Point[]} It leads past the figure to the horizon. */
export const ROAD = [
  [-1.1, 0, -30],
  [1.1, 0, -30],
  [1.1, 0, 400],
  [-1.1, 0, 400],
];

const GRID_M = 24;
const GRID_STEP_M = 3;

/** @type {[Point, Point][]} */
export const GRID = [];
for (let at = -GRID_M; at <= GRID_M; at += GRID_STEP_M) {
  GRID.push([
    [at, 0, -GRID_M],
    [at, 0, GRID_M],
  ]);
  GRID.push([
    [-GRID_M, 0, at],
    [GRID_M, 0, at],
  ]);
}

/** @type {Capsule[]} Posts stand the same to all sides; those before the figure are of one colour, those behind of another. */
export const THINGS = [];
for (const x of [-7.5, -4.5, -1.5, 1.5, 4.5, 7.5]) {
  for (const z of [-3.6, 3.6]) {
    THINGS.push({ a: [x, 0, z], b: [x, 1.5, z], radius: 0.05, ink: "dim" });
    THINGS.push({ a: [x, 1.6, z], b: [x, 1.6, z], radius: 0.16, ink: z < 0 ? "near" : "far" });
  }
}
for (const [x, z] of /** @type {const} */ ([
  [-4, 9],
  [5, 8],
  [-8, 14],
  [9, 15],
  [-12, 7],
  [13, 6],
  [2.6, 18],
])) {
  for (const side of [1, -1]) {
    THINGS.push({ a: [x * side, 0, z * side], b: [x * side, 2, z * side], radius: 0.14, ink: "dim" });
    THINGS.push({
      a: [x * side, 2.7, z * side],
      b: [x * side, 3.3, z * side],
      radius: 1.15,
      ink: "leaf",
    });
  }
}

/** A person who looks along -z: one half of what there is twice, then what there is once. x, y, z, x, y, z, radius. */
/** @type {[Ink, ...number[]][]} */
const TWICE = [
  ["eye", 0.032, 1.62, -0.083, 0.042, 1.62, -0.08, 0.0115],
  ["hair", 0.037, 1.62, -0.094, 0.037, 1.62, -0.094, 0.0088],
  ["hair", 0.022, 1.648, -0.09, 0.056, 1.648, -0.078, 0.004],
  ["skin", 0.1, 1.61, 0, 0.1, 1.63, 0, 0.02],
];
/** @type {[Ink, ...number[]][]} */
const ONCE = [
  ["coat", 0, 1, 0, 0, 1.3, 0, 0.165],
  ["coat", -0.13, 1.34, 0, 0.13, 1.34, 0, 0.085],
  ["skin", 0, 1.4, 0, 0, 1.5, 0, 0.052],
  ["hair", -0.02, 1.66, 0.03, 0.02, 1.66, 0.03, 0.108],
  ["skin", 0, 1.6, 0, 0, 1.645, 0, 0.097],
  ["hair", -0.05, 1.705, -0.05, 0.05, 1.705, -0.05, 0.04],
  ["flush", 0, 1.612, -0.095, 0, 1.588, -0.108, 0.009],
  ["flush", -0.022, 1.552, -0.085, 0.022, 1.552, -0.085, 0.007],
];

/**
 * @param {number} x
 * @param {number} z
 * @param {number} facing 0 towards -z, a quarter turn towards +x
 * @param {number} stride how far a foot is before the body
 * @returns {Capsule[]}
 */
export function person(x, z, facing, stride) {
  const [sin, cos] = [Math.sin(facing), Math.cos(facing)];
  /** @type {Capsule[]} */
  const made = [];
  const add = (/** @type {[Ink, ...number[]]} */ [ink, ...n], side = 1) => {
    /** @type {(from: number) => Point} */
    const point = (from) => {
      const [dx, dy, dz] = [/** @type {number} */ (n[from]) * side, n[from + 1], n[from + 2]];
      return [x + dx * cos - Number(dz) * sin, Number(dy), z + dx * sin + Number(dz) * cos];
    };
    made.push({ a: point(0), b: point(3), radius: Number(n[6]), ink });
  };
  for (const part of ONCE) add(part);
  for (const side of [1, -1]) {
    const step = stride * side;
    add(["legs", 0.09, 0.9, 0, 0.1, 0.1, step, 0.075], side);
    add(["dim", 0.1, 0.05, step, 0.1, 0.05, step - 0.13, 0.05], side);
    add(["coat", 0.22, 1.33, 0, 0.27, 0.95, -step * 0.7, 0.055], side);
    add(["skin", 0.275, 0.88, -step * 0.8, 0.275, 0.86, -step * 0.8, 0.05], side);
    for (const part of TWICE) add(part, side);
  }
  return made;
}

/** What a person sees of her own arms. @param {{ x: number, y: number, z: number }} eyes @returns {Capsule[]} */
export function handsOf({ x, y, z }) {
  return [1, -1].flatMap((side) => {
    /** @type {(out: number, down: number, ahead: number) => Point} */
    const at = (out, down, ahead) => [x + side * out, y - down, z + ahead];
    return [
      { a: at(0.34, 0.5, 0.4), b: at(0.2, 0.3, 0.62), radius: 0.055, ink: /** @type {const} */ ("coat") },
      { a: at(0.18, 0.27, 0.66), b: at(0.16, 0.24, 0.7), radius: 0.045, ink: /** @type {const} */ ("skin") },
    ];
  });
}
