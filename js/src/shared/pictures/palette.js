// The colours of the pictures: the widgets' own tokens, so that they follow the host's theme, and those of a face.

/** @typedef {[number, number, number]} Colour */
/** @typedef {keyof typeof TOKENS} Token */

const TOKENS = {
  sky: "--sora-ground-2",
  floor: "--sora-ground",
  line: "--sora-line-strong",
  dim: "--sora-ink-2",
  ink: "--sora-ink",
  leaf: "--sora-part-action",
  coat: "--sora-part-subject",
  legs: "--sora-part-framing",
  near: "--sora-part-lighting",
  far: "--sora-part-sound",
  brand: "--sora-brand",
};

/** A face is not a matter of the theme. */
export const OWN = { skin: "#c98f6b", flush: "#a5634a", hair: "#38251d", eye: "#f6f2ec" };

/** Nor is a picture about light: a film looks the same in a dark room. @type {Partial<Record<Token, Colour>>} */
export const FILM = {
  floor: [214, 208, 200],
  line: [150, 150, 152],
  dim: [96, 100, 108],
  coat: [168, 73, 11],
  legs: [0, 103, 168],
  leaf: [0, 121, 92],
  near: [168, 102, 0],
  far: [91, 95, 199],
};

/** @typedef {Record<Token | keyof typeof OWN, Colour>} Palette */

/**
 * The colours as they are where the element stands. Read anew for each playing: the theme may have changed.
 *
 * @param {HTMLElement} element
 * @returns {Palette}
 */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const read = createColourReader();
  read(style.getPropertyValue(TOKENS.floor)); // hosts write their ink half transparent: it lies on the ground
  const palette = /** @type {Record<string, Colour>} */ ({});
  for (const [name, token] of Object.entries(TOKENS)) palette[name] = read(style.getPropertyValue(token));
  for (const [name, colour] of Object.entries(OWN)) palette[name] = read(colour);
  return /** @type {Palette} */ (palette);
}

/** Reads colours in any notation the browser knows, laid over the opaque ones read before. */
export function createColourReader() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (/** @type {string} */ notation) => {
    if (!context) return /** @type {Colour} */ ([128, 128, 128]);
    context.fillStyle = notation.trim();
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return /** @type {Colour} */ ([red, green, blue]);
  };
}
