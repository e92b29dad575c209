// Finding a choice by what is typed, and writing a picked one beside what the field says already. Pure.

/**
 * @typedef {object} Choice one suggestion
 * @property {string} term what is written into the field
 * @property {string} label what it is called
 * @property {string} definition
 * @property {string[] | string} also other words for it
 * @property {string[]} [abbreviations]
 * @property {string} [name] the same in every language
 * @property {string} [group]
 * @property {string} [note] about another thing it is taken for
 */

/** The groups that are what a part is about: a new one takes the place of the old one and of the field's own words. */
const LEADING = new Set(["size", "move", "lens-move", "light"]);
/** Of these a part may have several. */
const SEVERAL = new Set(["ambience", "effect", "voice", "look"]);
/** A camera that zooms does that instead of travelling. */
const slotOf = (/** @type {Choice} */ { group = "" }) => (group === "lens-move" ? "move" : group);

/** @param {string} text */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const wordsOf = (/** @type {string} */ text) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
const piecesOf = (/** @type {string} */ text) =>
  text
    .split(",")
    .map((piece) => piece.trim())
    .filter(Boolean);

/** The words a choice goes by besides its label. @param {Choice} choice */
export function otherWords({ also, abbreviations = [] }) {
  return [...abbreviations, ...(typeof also === "string" ? [also] : also)];
}

/** What is being searched for: the field may say other things before its last comma. @param {string} value */
export function typedIn(value) {
  return value.slice(value.lastIndexOf(",") + 1).trim();
}

/** Whether every typed word begins a word of the text. @param {string} text @param {string} typed */
export function isFound(text, typed) {
  const hay = wordsOf(text);
  return wordsOf(typed).every((word) => hay.some((candidate) => candidate.startsWith(word)));
}

/**
 * The choices that fit what was typed, best first: every typed word begins one of a choice's words. An abbreviation or
 * a name in full comes before what only begins so.
 *
 * @param {Choice[]} choices
 * @param {string} typed
 */
export function searchChoices(choices, typed) {
  const words = wordsOf(typed);
  if (words.length === 0) return choices;
  const whole = words.join(" ");
  const ranked = [];
  for (const choice of choices) {
    const names = [choice.label, choice.term, ...otherWords(choice)].map((name) => wordsOf(name).join(" "));
    if (!isFound(names.join(" "), whole)) continue;
    const rank = names.includes(whole) ? 0 : names.some((name) => name.startsWith(whole)) ? 1 : 2;
    ranked.push({ choice, rank });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ choice }) => choice);
}

/** The choices under the headings of their groups, in the order in which these first appear. @param {Choice[]} choices */
export function inGroups(choices) {
  /** @type {Map<string, Choice[]>} */
  const groups = new Map();
  for (const choice of choices) {
    const group = choice.group ?? "";
    const members = groups.get(group);
    if (members) members.push(choice);
    else groups.set(group, [choice]);
  }
  return groups;
}

/**
 * The text in pieces, those marked that a typed word begins. Accents need not be typed.
 *
 * @param {string} text
 * @param {string} typed
 * @returns {{ text: string, isMatch: boolean }[]}
 */
export function markMatches(text, typed) {
  const words = wordsOf(typed).sort((a, b) => b.length - a.length);
  const characters = Array.from(text.normalize("NFC"));
  const folded = characters.map(fold);
  /** @type {{ text: string, isMatch: boolean }[]} */
  const pieces = [];
  let until = 0;
  for (const [at, character] of characters.entries()) {
    const isStart = !/[\p{L}\p{N}]/u.test(folded[at - 1] ?? " ");
    if (isStart && at >= until) {
      const rest = folded.slice(at).join("");
      until = at + (words.find((word) => rest.startsWith(word))?.length ?? 0);
    }
    const isMatch = at < until;
    const last = pieces.at(-1);
    if (last?.isMatch === isMatch) last.text += character;
    else pieces.push({ text: character, isMatch });
  }
  return pieces;
}

/**
 * What the field says once a choice is picked. What may stand beside it stays: a pace beside a move, a lens beside a
 * size. Of one kind there is one; own words give way only to what the part is about.
 *
 * @param {string} value
 * @param {Choice} picked
 * @param {Choice[]} choices all of this field
 * @param {boolean} isSearch the last piece was typed to find the choice
 */
export function writePicked(value, picked, choices, isSearch) {
  const slot = slotOf(picked);
  let pieces = piecesOf(value);
  if (isSearch) pieces = pieces.slice(0, -1);
  const says = (/** @type {string} */ piece) => pieces.some((one) => fold(one) === fold(piece));
  const leave = (/** @type {string[]} */ gone) => {
    const folded = gone.map(fold);
    pieces = pieces.filter((piece) => !folded.includes(fold(piece)));
  };
  leave(piecesOf(picked.term));
  const kept = new Set();
  for (const choice of choices) {
    const term = piecesOf(choice.term);
    const other = [choice.label, ...otherWords(choice)].filter(says);
    const said = term.every(says) ? [...term, ...other] : other;
    if (slotOf(choice) === slot && !SEVERAL.has(slot)) leave(said);
    else for (const piece of said) kept.add(fold(piece));
  }
  if (!LEADING.has(picked.group ?? "")) return [...pieces, picked.term].join(", ");
  return [picked.term, ...pieces.filter((piece) => kept.has(fold(piece)))].join(", ");
}
