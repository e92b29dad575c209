// How the camera is moved, seen from outside: its place and its field of view at the start and now, and the way between.
//
// From above for what happens in the plane, from the side for what goes up and down, and as the frame itself for what
// turns or shakes it.

import { lookOf, placeOf } from "./optics.js";

/** @typedef {import("./shots.js").Stage} Stage */

const ASPECT = 1.6;
/** So much of the world is to be seen around camera and figure. */
const AROUND_M = 2.2;
/** How far the drawn field of view reaches. */
const SIGHT_M = 8;
const WAY_STEPS = 16;
const FIGURE_M = 1.75;
/** The ground, seen from the side. */
const HORIZON = [
  [0, 0, -40],
  [0, 0, 40],
];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./brush.js").Box} box
 * @param {(share: number) => Stage} stageAt
 * @param {number} share
 * @param {number} shake
 * @param {import("./palette.js").Palette} palette
 */
export function paintDiagram(context, box, stageAt, share, shake, palette) {
  const [start, now, end] = [stageAt(0), stageAt(share), stageAt(1)];
  const isUpright = start.pitch !== end.pitch || start.y !== end.y;
  const unit = box.height / 11;
  const middleX = box.x + box.width / 2;
  const middleY = box.y + box.height / 2;
  const ink = (/** @type {import("./palette.js").Colour} */ colour, alpha = 1) => {
    context.strokeStyle = context.fillStyle = `rgb(${colour.join(" ")} / ${alpha})`;
  };

  const paintTurned = (
    /** @type {number} */ roll,
    /** @type {number} */ aside,
    /** @type {number} */ alpha,
  ) => {
    const height = box.height * 0.5;
    ink(palette.brand, alpha);
    context.save();
    context.translate(middleX + aside, middleY);
    context.rotate(roll);
    context.strokeRect((-height * ASPECT) / 2, -height / 2, height * ASPECT, height);
    context.fillRect(-height / 20, -height * 0.5, height / 10, -height * 0.12); // which side is up
    context.restore();
  };

  const steps = Array.from({ length: WAY_STEPS + 1 }, (_, at) => stageAt(at / WAY_STEPS));
  const flat = (/** @type {readonly number[]} */ [x = 0, y = 0, z = 0]) => (isUpright ? [z, y] : [x, z]);
  const shown = steps
    .flatMap((step) => [placeOf(step), [step.figureX, isUpright ? 1 : 0, step.figureZ]])
    .map(flat);
  const range = (/** @type {number} */ axis) => {
    const values = shown.map((point) => Number(point[axis]));
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left = 0, right = 0], [low = 0, high = 0]] = [range(0), range(1)];
  const metre = Math.min(
    box.width / (right - left + 2 * AROUND_M),
    box.height / (high - low + (isUpright ? AROUND_M : 2 * AROUND_M)),
  );
  /** @type {(point: readonly number[]) => readonly [number, number]} */
  const lay = (point) => {
    const [across = 0, up = 0] = flat(point);
    return [middleX + (across - (left + right) / 2) * metre, middleY - (up - (low + high) / 2) * metre];
  };
  const trace = (/** @type {(readonly number[])[]} */ points) => {
    context.beginPath();
    for (const point of points) context.lineTo(...lay(point));
  };
  const ahead = (/** @type {Stage} */ stage, /** @type {number} */ far, turn = 0) => {
    const { yaw, pitch } = lookOf(stage);
    const across = isUpright ? yaw : yaw + turn;
    const up = isUpright ? pitch + turn : pitch;
    const way = [Math.sin(across) * Math.cos(up), Math.sin(up), Math.cos(across) * Math.cos(up)];
    return placeOf(stage).map((value, at) => value + far * Number(way[at]));
  };
  /** The head is in the middle: at its end the camera stands. */
  const paintArrow = (/** @type {(readonly number[])[]} */ points) => {
    const [from, tip] = [points.at(WAY_STEPS / 2 - 1), points.at(WAY_STEPS / 2 + 1)].map((point) =>
      lay(point ?? []),
    );
    if (!from || !tip || Math.hypot(tip[0] - from[0], tip[1] - from[1]) < unit / 20) return;
    trace(points);
    context.stroke();
    context.save();
    context.translate((from[0] + tip[0]) / 2, (from[1] + tip[1]) / 2);
    context.rotate(Math.atan2(tip[1] - from[1], tip[0] - from[0]));
    context.beginPath();
    context.lineTo(unit, 0);
    context.lineTo(-unit * 0.5, -unit * 0.9);
    context.lineTo(-unit * 0.5, unit * 0.9);
    context.fill();
    context.restore();
  };

  const paintCamera = (/** @type {Stage} */ stage, /** @type {number} */ alpha) => {
    const half = Math.atan(((isUpright ? 1 : ASPECT) * 0.5) / stage.focal);
    ink(palette.brand, alpha * 0.25);
    trace([placeOf(stage), ahead(stage, SIGHT_M, -half), ahead(stage, SIGHT_M, half)]);
    context.fill();
    const [x, y] = lay(placeOf(stage));
    const [toX, toY] = lay(ahead(stage, 1));
    ink(palette.brand, alpha);
    context.save();
    context.translate(x, y);
    context.rotate(Math.atan2(toY - y, toX - x));
    context.fillRect(-unit * 1.5, -unit * 0.7, unit * 1.5, unit * 1.4);
    context.beginPath();
    context.lineTo(-unit * 0.2, 0);
    context.lineTo(unit * 0.8, -unit * 0.7);
    context.lineTo(unit * 0.8, unit * 0.7);
    context.fill();
    context.restore();
  };

  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  ink(palette.floor);
  context.fillRect(box.x, box.y, box.width, box.height);
  context.lineWidth = Math.max(unit / 3.5, 1);
  context.lineCap = context.lineJoin = "round";

  const isInPlace = placeOf(start).join() === placeOf(end).join();
  if ((isInPlace && start.roll !== end.roll) || shake) {
    for (const aside of shake ? [-1, 1] : []) paintTurned(0.06 * aside, unit * aside, 0.4);
    if (!shake) paintTurned(start.roll, 0, 0.35);
    paintTurned(now.roll, 0, 1);
  } else {
    ink(palette.line);
    trace(isUpright ? HORIZON : []);
    context.stroke();
    ink(palette.coat);
    const foot = [now.figureX, 0, now.figureZ];
    const head = isUpright ? [now.figureX, FIGURE_M, now.figureZ] : foot;
    trace([foot, head]);
    context.stroke();
    context.beginPath();
    context.arc(...lay(head), unit * 0.75, 0, 7);
    context.fill();
    ink(palette.coat, 0.7);
    if (!isUpright) paintArrow(steps.map(({ figureX, figureZ }) => [figureX, 0, figureZ]));
    paintCamera(start, 0.35);
    const [first = 0, ...rest] = steps.map((step) => placeOf(step).join());
    const isTurning = rest.every((place) => place === first);
    paintCamera(now, 1);
    ink(palette.brand);
    paintArrow(isTurning ? steps.map((step) => ahead(step, SIGHT_M / 2)) : steps.map(placeOf));
  }
  ink(palette.line);
  context.strokeRect(box.x, box.y, box.width, box.height);
  context.restore();
}
