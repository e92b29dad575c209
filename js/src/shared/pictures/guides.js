// What makes a composition visible: the lines that the eye follows, drawn over the picture, and the things that give
// them, drawn in the world.

/** @typedef {"thirds" | "middle" | "mirror" | "diagonal" | "door" | "wide"} Guide */

/** Each is a list of lines in shares of the frame: x, y, x, y. @type {Partial<Record<Guide, [number, number, number, number][]>>} */
const LINES = {
  thirds: [
    [1 / 3, 0, 1 / 3, 1],
    [2 / 3, 0, 2 / 3, 1],
    [0, 1 / 3, 1, 1 / 3],
    [0, 2 / 3, 1, 2 / 3],
  ],
  middle: [
    [0.5, 0, 0.5, 1],
    [0, 0.5, 1, 0.5],
  ],
  mirror: [[0.5, 0, 0.5, 1]],
  diagonal: [[0.04, 0.96, 0.96, 0.04]],
};

/** What is dark around the picture: x, y, width, height. @type {Partial<Record<Guide, [number, number, number, number][]>>} */
const MASKS = {
  door: [
    [0, 0, 0.3, 1],
    [0.7, 0, 0.3, 1],
    [0.3, 0, 0.4, 0.08],
  ],
  wide: [
    [0, 0, 1, 0.165],
    [0, 0.835, 1, 0.165],
  ],
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number, width: number, height: number }} box
 * @param {Guide} guide
 * @param {string} colour of the lines
 */
export function paintGuide(context, box, guide, colour) {
  context.fillStyle = "#0c0c0e";
  for (const [x, y, width, height] of MASKS[guide] ?? []) {
    context.fillRect(
      box.x + x * box.width,
      box.y + y * box.height,
      width * box.width + 1,
      height * box.height + 1,
    );
  }
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, box.height / 130);
  context.setLineDash([box.height / 20, box.height / 30]);
  context.beginPath();
  for (const [x, y, toX, toY] of LINES[guide] ?? []) {
    context.moveTo(box.x + x * box.width, box.y + y * box.height);
    context.lineTo(box.x + toX * box.width, box.y + toY * box.height);
  }
  context.stroke();
  context.setLineDash([]);
}
