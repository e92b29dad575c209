// Light on the figure, by the name of the choice: what the shade is coloured with, what the lit side is, and from where.

/**
 * @typedef {object} Light colours multiply those of things: 1 leaves them as they are
 * @property {string} sky outdoors; the wall indoors
 * @property {[number, number, number]} shade
 * @property {[number, number, number]} [key] of the lit side, or of the bright edge
 * @property {[number, number]} [from] where the key comes from, to the right and up, one at the edge of a thing
 * @property {[number, number, number]} [second] a light from the other side
 * @property {boolean} [isBehind] the key draws the outline only
 * @property {boolean} [hasEdge] the key draws the outline too
 * @property {boolean} [isIndoors] neither town nor trees
 * @property {[number, number, number, string]} [source] what shines: x, y (heights of the frame), radius, colour
 * @property {string} [flare] the colour of its images inside the lens
 * @property {string} [beams] the colour of shafts of light in the air
 * @property {string} [spots] the colour of light that falls through leaves
 * @property {string} [lamps] are lit in the houses
 * @property {number} [saturation] of all colours; 1 leaves them
 * @property {import("./world.js").Ink} [accent] keeps its colour where the others lose theirs
 * @property {number} [shadow] how far it falls along the ground to the right, in metres
 */

/** @type {Light} */
const DAY = { sky: "#b9d8ee", shade: [0.78, 0.77, 0.78], key: [1.02, 1.01, 0.98], from: [0.45, 0.25] };
/** @type {Light} */
const ROOM = { sky: "#55575d", shade: [0.2, 0.2, 0.23], key: [1.1, 1.07, 1], isIndoors: true };
/** @type {Light} */
const NIGHT = { sky: "#101a33", shade: [0.14, 0.19, 0.33], key: [0.5, 0.64, 0.95], from: [0.6, 0.5] };
/** @type {Light} */
const DARK = { sky: "#1c100a", shade: [0.2, 0.12, 0.08], key: [1.15, 0.8, 0.46], isIndoors: true };

/** @type {Record<string, Light>} */
export const LIGHTS = {
  golden_hour: {
    ...{ sky: "#ffd08a", shade: [0.74, 0.55, 0.46], key: [1.12, 0.96, 0.66], from: [0.5, 0.15] },
    ...{ source: [0.6, -0.08, 0.1, "#fff3c9"], shadow: -2.4 },
  },
  blue_hour: { sky: "#3d5488", shade: [0.3, 0.38, 0.6], lamps: "#ffd98a" },
  dawn: { sky: "#f3c3b8", shade: [0.56, 0.5, 0.6], key: [0.95, 0.8, 0.76], from: [-0.6, 0.1] },
  dusk: { sky: "#7c5f86", shade: [0.4, 0.34, 0.46], lamps: "#ffd98a" },
  overcast: { sky: "#c6cbd0", shade: [0.8, 0.83, 0.86] },
  ambient: { sky: "#d5d5d2", shade: [0.86, 0.86, 0.86], isIndoors: true },
  midday: { sky: "#9fd0fb", shade: [0.62, 0.62, 0.66], key: [1.12, 1.1, 1.03], from: [0.1, 0.6] },
  dappled: { ...DAY, shade: [0.58, 0.62, 0.58], key: [0.7, 0.72, 0.66], spots: "rgb(255 250 215 / 0.45)" },
  volumetric: { ...ROOM, sky: "#3b4350", from: [-0.5, 0.4], beams: "rgb(255 246 220 / 0.22)" },
  backlight: {
    ...{ sky: "#ffe2a6", shade: [0.42, 0.33, 0.31], key: [1.4, 1.25, 1], isBehind: true },
    ...{ source: [0.12, -0.3, 0.14, "#fffbe6"] },
  },
  lens_flare: {
    ...{ sky: "#ffdf9e", shade: [0.56, 0.46, 0.42], key: [1.4, 1.25, 1], isBehind: true },
    ...{ source: [0.42, -0.3, 0.12, "#fffbe6"], flare: "rgb(255 240 190 / 0.4)" },
  },
  rim: { ...ROOM, sky: "#17181c", shade: [0.16, 0.16, 0.19], key: [1.25, 1.25, 1.25], isBehind: true },
  silhouette: { sky: "#ff9d5c", shade: [0.07, 0.06, 0.09], source: [0.22, -0.1, 0.16, "#ffe3a3"] },
  key: { ...ROOM, from: [-0.5, 0.3] },
  fill: { ...ROOM, shade: [0.52, 0.52, 0.56], from: [-0.5, 0.3] },
  three_point: { ...ROOM, shade: [0.5, 0.5, 0.54], from: [-0.45, 0.3], hasEdge: true },
  rembrandt: {
    ...ROOM,
    sky: "#3a322b",
    shade: [0.16, 0.13, 0.12],
    key: [1.1, 0.96, 0.78],
    from: [-0.65, 0.5],
  },
  side: { ...ROOM, from: [-1, 0] },
  raking: { ...ROOM, sky: "#c9c2b4", shade: [0.4, 0.38, 0.38], from: [-1.25, 0.1], shadow: 2.6 },
  top: { ...ROOM, from: [0, 0.95] },
  under: { ...ROOM, from: [0, -0.8] },
  soft: { ...ROOM, sky: "#e6e1d8", shade: [0.74, 0.72, 0.72], key: [1.02, 1, 0.97], from: [-0.25, 0.1] },
  hard: { ...ROOM, sky: "#d9d4c8", shade: [0.28, 0.27, 0.3], from: [-0.6, 0.35], shadow: 1.4 },
  low_key: { ...ROOM, sky: "#0d0c10", shade: [0.09, 0.08, 0.1], key: [1, 0.86, 0.68], from: [-1.1, 0.25] },
  high_key: { ...ROOM, sky: "#ffffff", shade: [1.18, 1.18, 1.2], key: [1.35, 1.35, 1.35], from: [0, 0.2] },
  moonlight: { ...NIGHT, source: [0.5, -0.3, 0.06, "#eaf1ff"] },
  day_for_night: { ...NIGHT, sky: "#2b4270", shade: [0.22, 0.3, 0.5], shadow: -1 },
  street_lamps: {
    sky: "#141a30",
    shade: [0.4, 0.38, 0.4],
    key: [1, 0.86, 0.68],
    from: [-0.4, 0.3],
    lamps: "#ffd98a",
  },
  neon: {
    ...{ sky: "#130a24", shade: [0.2, 0.14, 0.34], key: [1.3, 0.5, 1.05], from: [-0.8, 0.1] },
    ...{ second: [0.4, 0.95, 1.25], lamps: "#ff58d2" },
  },
  candlelight: { ...DARK, from: [0.6, -0.3], source: [0.3, 0.22, 0.03, "#ffe7a0"] },
  firelight: { ...DARK, key: [1.3, 0.66, 0.3], from: [0.3, -0.6], source: [0.3, 0.44, 0.12, "#ff9a3d"] },
  practical: { ...DARK, shade: [0.34, 0.27, 0.22], from: [0.6, 0.2], source: [0.46, -0.12, 0.07, "#ffe9b8"] },
  underwater: { sky: "#0f6a80", shade: [0.3, 0.66, 0.74], key: [0.5, 0.95, 1], from: [0, 0.5] },

  warm_palette: { ...DAY, sky: "#f4cf9a", shade: [0.88, 0.7, 0.55], key: [1.1, 0.98, 0.78] },
  cool_palette: { ...DAY, sky: "#a9c4e6", shade: [0.58, 0.7, 0.92], key: [0.86, 0.98, 1.12] },
  muted: { ...DAY, sky: "#c9ccca", saturation: 0.4 },
  saturated: { ...DAY, sky: "#4fb4ff", saturation: 1.6 },
  pastel: { ...DAY, sky: "#ffe9f0", shade: [1.15, 1.15, 1.18], key: [1.35, 1.33, 1.33], saturation: 0.6 },
  black_and_white: { ...DAY, sky: "#d4d4d4", saturation: 0 },
  monochrome: { ...DAY, sky: "#a8b6cc", shade: [0.55, 0.66, 0.9], key: [0.78, 0.9, 1.15], saturation: 0 },
  sepia: { ...DAY, sky: "#e5cfa6", shade: [0.8, 0.68, 0.5], key: [1.1, 0.98, 0.76], saturation: 0 },
  teal_orange: {
    ...DAY,
    sky: "#2f8f96",
    shade: [0.42, 0.66, 0.7],
    key: [1.22, 0.94, 0.66],
    saturation: 1.15,
  },
  accent: { ...DAY, sky: "#d4d4d4", saturation: 0, accent: "coat" },
  film_noir: {
    ...ROOM,
    sky: "#1b1b1d",
    shade: [0.08, 0.08, 0.08],
    from: [-0.9, 0.3],
    saturation: 0,
    shadow: 2,
  },
};
