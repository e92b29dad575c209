// A brush that knows the camera: it is given places in the world and paints where the lens throws them. It knows
// nothing of what the things are, nor of light.

import { clipNear, createView, NEAR_M, project } from "./optics.js";

/** @typedef {import("./optics.js").Point} Point */
/** @typedef {import("./world.js").Capsule} Capsule */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box in the canvas's own pixels */
/** @typedef {{ from: readonly [number, number], to: readonly [number, number], half: number }} Seen a capsule in the picture */

/** Pieces into which a straight line is cut that a fish-eye bends. */
const BENDS = 24;

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {Box} box
 * @param {import("./shots.js").Stage} stage
 * @param {boolean} [isBent] by a fish-eye lens
 */
export function createBrush(canvas, box, stage, isBent = false) {
  const view = createView(stage);
  const scale = box.height;
  let context = canvas;

  /** @param {readonly [number, number]} place in heights of the frame from its centre */
  const lay = ([x, y]) => {
    // Farther from the middle everything comes closer together.
    const bend = isBent ? 1.5 / (1 + 0.9 * Math.hypot(x, y)) : 1;
    return /** @type {const} */ ([
      box.x + box.width / 2 + x * bend * scale,
      box.y + box.height / 2 + y * bend * scale,
    ]);
  };
  const trace = (/** @type {Point[]} */ outline) => {
    context.beginPath();
    for (const point of clipNear((isBent ? cutUp(outline) : outline).map(view))) {
      context.lineTo(...lay(project(point, stage.focal)));
    }
  };

  return {
    /** From the world to the camera's axes. */
    view,
    /** @param {string} colour */
    flood: (colour) => {
      context.fillStyle = colour;
      context.fillRect(box.x, box.y, box.width, box.height);
    },
    /** @param {Point[]} outline @param {string} colour */
    fill: (outline, colour) => {
      context.fillStyle = colour;
      trace(outline);
      context.fill();
    },
    /** @param {(readonly Point[])[]} lines @param {string} colour */
    draw: (lines, colour) => {
      context.lineWidth = Math.max(scale / 160, 0.5);
      context.strokeStyle = colour;
      for (const line of lines) {
        trace([...line]);
        context.stroke();
      }
    },
    /** A disc in the picture itself. @param {number} x @param {number} y @param {number} radius @param {string} colour */
    disc: (x, y, radius, colour) => {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(...lay([x, y]), radius * scale, 0, 2 * Math.PI);
      context.fill();
    },
    /** A flat outline in the picture itself. @param {(readonly [number, number])[]} corners @param {string} colour */
    shape: (corners, colour) => {
      context.fillStyle = colour;
      context.beginPath();
      for (const corner of corners) context.lineTo(...lay(corner));
      context.fill();
    },
    /** Null when all of it is behind the lens. @param {Capsule} capsule in the camera's axes @returns {Seen | null} */
    see: ({ a, b, radius }) => {
      const [first, last = first] = clipNear([a, b]);
      if (!first || !last) return null;
      const ahead = Math.max(NEAR_M, (first[2] + last[2]) / 2);
      const [from, to] = [lay(project(first, stage.focal)), lay(project(last, stage.focal))];
      return { from, to, half: (radius * stage.focal * scale) / ahead };
    },
    /**
     * @param {Seen} seen
     * @param {string} colour
     * @param {number} [grown] times as thick
     * @param {readonly [number, number]} [aside] moved to the right and up, in half thicknesses
     */
    stroke: ({ from, to, half }, colour, grown = 1, [right, up] = [0, 0]) => {
      context.strokeStyle = colour;
      context.lineWidth = Math.max(2 * half * grown, 0.6);
      context.beginPath();
      context.moveTo(from[0] + right * half, from[1] - up * half);
      // A line without length would not be painted.
      context.lineTo(to[0] + right * half, to[1] - up * half + 0.01);
      context.stroke();
    },
    /** Paints only inside a capsule. @param {Seen} seen @param {() => void} paint */
    inside: ({ from, to, half }, paint) => {
      const along = Math.atan2(to[1] - from[1], to[0] - from[0]);
      context.save();
      context.beginPath();
      context.arc(...from, half, along + Math.PI / 2, along - Math.PI / 2);
      context.arc(...to, half, along - Math.PI / 2, along + Math.PI / 2);
      context.clip();
      paint();
      context.restore();
    },
    /** Paints only inside the frame. @param {() => void} paint */
    framed: (paint) => {
      canvas.save();
      canvas.beginPath();
      canvas.rect(box.x, box.y, box.width, box.height);
      canvas.clip();
      canvas.lineCap = "round";
      paint();
      canvas.restore();
    },
    /**
     * Paints out of focus: small, and then enlarged, which every browser smooths (not every one has canvas filters).
     *
     * @param {number} blur in pixels of a picture 300 high
     * @param {() => void} paint
     */
    softly: (blur, paint) => {
      const times = 1 + (blur * scale) / 300;
      const small = document.createElement("canvas");
      small.width = Math.ceil(box.width / times);
      small.height = Math.ceil(box.height / times);
      const drawn = small.getContext("2d");
      if (times < 1.1 || !drawn) return paint();
      drawn.setTransform(1 / times, 0, 0, 1 / times, -box.x / times, -box.y / times);
      drawn.lineCap = "round";
      context = drawn;
      paint();
      context = canvas;
      canvas.imageSmoothingQuality = "high";
      canvas.drawImage(small, box.x, box.y, small.width * times, small.height * times);
    },
  };
}

/** @param {Point[]} outline @returns {Point[]} the same with points between its corners */
function cutUp(outline) {
  return outline.flatMap((point, at) => {
    const next = outline[(at + 1) % outline.length] ?? point;
    return Array.from({ length: BENDS }, (_, step) => {
      const between = (/** @type {0 | 1 | 2} */ axis) =>
        point[axis] + (step / BENDS) * (next[axis] - point[axis]);
      return /** @type {const} */ ([between(0), between(1), between(2)]);
    });
  });
}
