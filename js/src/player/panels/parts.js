// Where the parts of a prompt stand in its text. Pure.

/** In the order in which they are written. */
export const PARTS = ["framing", "subject", "action", "setting", "lighting", "camera", "sound"];

/**
 * The text in pieces, each with the part whose words it is, or null. A part whose words do not stand in the text as
 * they are is left out: nothing is guessed.
 *
 * @param {string} text
 * @param {Record<string, string>} parts
 * @returns {{ text: string, part: string | null }[]}
 */
export function piecesOf(text, parts) {
  const folded = fold(text);
  /** @type {[number, number, string][]} */
  const spans = [];
  // The longest first: a short part's words often stand within a longer one's too.
  const known = PARTS.filter((part) => parts[part]).sort((a, b) => lengthOf(b) - lengthOf(a));
  /** @param {string} part */
  function lengthOf(part) {
    return (parts[part] ?? "").length;
  }
  for (const part of known) {
    const words = fold(parts[part] ?? "");
    for (let at = folded.indexOf(words); at !== -1; at = folded.indexOf(words, at + 1)) {
      const end = at + words.length;
      if (spans.some(([start, stop]) => start < end && at < stop) || !isWhole(folded, at, end)) continue;
      spans.push([at, end, part]);
      break;
    }
  }
  const pieces = [];
  let at = 0;
  for (const [start, end, part] of spans.sort((a, b) => a[0] - b[0])) {
    if (start > at) pieces.push({ text: text.slice(at, start), part: null });
    pieces.push({ text: text.slice(start, end), part });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), part: null });
  return pieces;
}

/** Small letters, one for one: where folding would change the length, the letter stays. @param {string} text */
function fold(text) {
  return text.replace(/./gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

/** @param {string} text @param {number} start @param {number} end */
function isWhole(text, start, end) {
  const isLetter = (/** @type {string | undefined} */ one) => one !== undefined && /[\p{L}\p{N}]/u.test(one);
  return (
    !(isLetter(text[start - 1]) && isLetter(text[start])) && !(isLetter(text[end - 1]) && isLetter(text[end]))
  );
}
