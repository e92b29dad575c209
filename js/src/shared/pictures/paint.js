// Paints one frame of a picture: what the camera sees of the little world, farthest things first, in its light.

import { createBrush } from "./brush.js";
import { paintGuide } from "./guides.js";
import { createColourReader, FILM } from "./palette.js";
import { blurAt, stageAt } from "./shots.js";
import { FLOOR, GRID, handsOf, person, ROAD, THINGS, TOWN } from "./world.js";

/** @typedef {import("./palette.js").Colour} Colour */
/** @typedef {import("./optics.js").Point} Point */
/** @typedef {import("./world.js").Capsule} Capsule */
/** @typedef {import("./brush.js").Box} Box */
/** @typedef {import("./lights.js").Light} Light */
/** @typedef {[number, number, number]} Tint multiplies the colour of things */

/** Things fade into the sky from here on behind the figure, by this much for each metre. */
const HAZE_FROM_M = 2;
const HAZE_PER_M = 0.012;
const HAZE_MOST = 0.55;
/** Another person, or a post, is before or behind the figure from this distance on. */
const APART_M = 0.6;
/** Thinner things (an eye, a mouth) have no lit side of their own. */
const SOLID_M = 0.015;
/** @type {Colour} The bright edge that a light behind a person draws. */
const EDGE = [205, 200, 195];
const EDGE_M = 0.011;
/** @type {Light} The light of pictures that are not about light: the page's own colours. */
const PLAIN = { sky: "", shade: [1, 1, 1] };
/** Shafts of light from a high window, and spots below leaves: in heights of the frame. */
/** @type {[number, number][][]} */
const BEAMS = [-0.75, -0.45, -0.15].map((x) => [
  [x, -0.5],
  [x + 0.12, -0.5],
  [x + 0.75, 0.5],
  [x + 0.45, 0.5],
]);
/** @type {[number, number, number][]} */
const SPOTS = Array.from({ length: 22 }, (_, at) => [
  0.75 * Math.sin(at * 2.4),
  0.48 * Math.sin(at * 5.1 + 1),
  0.025 + 0.02 * Math.abs(Math.sin(at * 1.7)),
]);
/** Steps of a walk, as the swing of a leg in metres and its turns for each metre. */
const STRIDE_M = 0.3;
const STRIDE_TURN = 4.5;

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {Box} box
 * @param {import("./shots.js").Shot} shot
 * @param {number} share of the shot's time
 * @param {number} time in seconds
 * @param {import("./palette.js").Palette} theme
 */
export function paintFrame(canvas, box, shot, share, time, theme) {
  const stage = stageAt(shot, share, time);
  const { figureX, figureZ } = stage;
  const { light = PLAIN, guide } = shot;
  const palette = shot.light ? { ...theme, ...FILM } : theme;
  const sky = shot.light ? createColourReader()(light.sky) : palette.sky;
  const brush = createBrush(canvas, box, stage, shot.isBent);
  const figureAhead = brush.view([figureX, 1, figureZ])[2];
  const hazeAt = (/** @type {number} */ ahead) =>
    Math.min(HAZE_MOST, Math.max(0, ahead - figureAhead - HAZE_FROM_M) * HAZE_PER_M);
  const tint = (/** @type {Colour} */ colour, /** @type {Tint} */ by, haze = 0) =>
    `rgb(${colour
      .map((value, at) => Math.min(255, value * Number(by[at])) * (1 - haze) + Number(sky[at]) * haze)
      .join(" ")})`;

  const paintPlace = () => {
    brush.flood(tint(sky, PLAIN.shade));
    if (light.source && !light.isIndoors) brush.disc(...light.source);
    for (const { outline, depth, windows } of light.isIndoors ? [] : TOWN) {
      brush.fill(outline, tint(palette.dim, light.shade, depth));
      if (light.lamps) for (const window of windows) brush.fill(window, light.lamps);
    }
    brush.fill(FLOOR, tint(palette.floor, light.shade));
    if (guide === "road") brush.fill(ROAD, tint(palette.line, light.shade, 0.2));
    brush.draw(GRID, tint(palette.line, light.shade, 0.3));
    const [red, green, blue] = light.shade;
    const dark = tint(palette.floor, [red * 0.78, green * 0.78, blue * 0.78]);
    brush.fill(shadowOf(figureX, figureZ, shot.shadow ?? light.shadow ?? 0), dark);
  };
  const paintThing = (/** @type {Capsule} */ thing) => {
    const seen = brush.see(thing);
    if (!seen) return;
    const colour = graded(palette[thing.ink], light, thing.ink);
    const haze = hazeAt(thing.a[2]);
    const { key, from, second } = light;
    brush.stroke(seen, tint(colour, light.shade, haze));
    if (!key || !from || thing.radius < SOLID_M) return;
    brush.inside(seen, () => {
      brush.stroke(seen, tint(colour, key, haze), 1, from);
      if (second) brush.stroke(seen, tint(colour, second, haze), 1, [-1.9 * from[0], from[1]]);
    });
  };
  const paintEdge = (/** @type {Capsule} */ thing) => {
    const seen = brush.see(thing);
    if (seen) brush.stroke(seen, tint(EDGE, light.key ?? light.shade), 1 + EDGE_M / thing.radius);
  };

  const stride = shot.isWalking ? STRIDE_M * Math.sin((figureX + figureZ) * STRIDE_TURN) : 0;
  const things = [
    ...(light.isIndoors ? [] : THINGS),
    ...person(figureX, figureZ, stage.facing, stride),
    ...(shot.others ?? []).flatMap(([x, z, facing]) => person(x, z, facing, 0)),
    ...(shot.hasHands ? handsOf(stage) : []),
  ]
    .map((thing) => ({ ...thing, a: brush.view(thing.a), b: brush.view(thing.b) }))
    .sort((one, other) => other.a[2] + other.b[2] - one.a[2] - one.b[2]);
  const behind = things.filter(({ a }) => a[2] > figureAhead + APART_M);
  const before = things.filter(({ a }) => a[2] < figureAhead - APART_M);
  const beside = things.filter((thing) => !behind.includes(thing) && !before.includes(thing));
  const blur = blurAt(shot, share);

  brush.framed(() => {
    brush.softly(blur.behind, () => {
      paintPlace();
      behind.forEach(paintThing);
    });
    brush.softly(blur.figure, () => {
      if (light.isBehind || light.hasEdge) beside.forEach(paintEdge);
      beside.forEach(paintThing);
    });
    brush.softly(blur.before, () => before.forEach(paintThing));
    if (light.source && light.isIndoors) brush.disc(...light.source);
    if (light.beams) for (const beam of BEAMS) brush.shape(beam, light.beams);
    if (light.spots) for (const [x, y, radius] of SPOTS) brush.disc(x, y, radius, light.spots);
    if (light.flare) for (const disc of flareOf(light)) brush.disc(...disc);
    if (guide && guide !== "road") paintGuide(canvas, box, guide, tint(palette.brand, PLAIN.shade));
  });
}

/** The colour as the light's grading leaves it. @param {Colour} colour @param {Light} light @param {string} ink @returns {Colour} */
function graded(colour, { saturation = 1, accent }, ink) {
  if (saturation === 1 || ink === accent) return colour;
  const [red, green, blue] = colour;
  const grey = 0.3 * red + 0.59 * green + 0.11 * blue;
  const moved = (/** @type {number} */ value) => Math.max(0, grey + (value - grey) * saturation);
  return [moved(red), moved(green), moved(blue)];
}

/** What a figure's shadow covers of the floor, as a flat oval. @param {number} x @param {number} z @param {number} far */
function shadowOf(x, z, far) {
  return Array.from({ length: 16 }, (_, index) => {
    const angle = (index / 8) * Math.PI;
    const along = x + far / 2 + (Math.abs(far) / 2 + 0.25) * Math.cos(angle);
    return /** @type {Point} */ ([along, 0, z + 0.22 * Math.sin(angle)]);
  });
}

/** Images of the source inside the lens, along the line through the middle. @param {Light} light */
function flareOf({ source: [x, y] = [0, 0, 0, ""], flare = "" }) {
  return [0.3, -0.25, -0.6, -1].map(
    (along, at) => /** @type {const} */ ([x * along, y * along, 0.03 + 0.025 * at, flare]),
  );
}
