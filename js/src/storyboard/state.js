// The storyboard's own state: the draft, what an edit makes of it, and the edit that takes it back. Pure.
//
// An edit is undone by its opposite and not by the draft from before: what was typed since then stays.

/** @typedef {{ id: string, text: string, seconds: number, cut: string, note: string, characters: string[] }} ShotDraft */
/** @typedef {{ id: string, name: string, sheet: string }} CharacterDraft */
/**
 * @typedef {object} BoardDraft
 * @property {number} revision
 * @property {string} title
 * @property {ShotDraft[]} shots
 * @property {CharacterDraft[]} characters
 * @property {{ model: string, size: string }} settings
 * @property {boolean} is_linked
 */
/** @typedef {{ code: string, part: string, severity: "tip" | "warning", confidence: string, reason: string, fix_label: string | null }} BoardAdvice */
/** @typedef {{ prompt: string, spans: [number, number, any][], advice: BoardAdvice[] }} ShotView */
/**
 * @typedef {object} BoardView
 * @property {number} revision of the draft this answers
 * @property {Record<string, ShotView>} shots by id
 * @property {number} total_s
 * @property {{ label: string, cost_usd: string | null, detail: string, provider: string, provider_note: string, can_run: boolean, refusal: string | null }} price
 * @property {boolean} can_link
 * @property {boolean} is_sound
 */
/** @typedef {{ models: import("../shared/settings.js").ModelChoice[], cuts: { name: string, label: string }[] }} BoardChoices */
/** @typedef {{ total: number, open: number, percent: number, line: string, money: string, cancel_cost: string | null, notice: string }} Group */

/**
 * @typedef {{ kind: "insert", shot: ShotDraft, at: number }
 *   | { kind: "remove", id: string }
 *   | { kind: "move", id: string, to: number }
 *   | { kind: "change", id: string, to: Partial<ShotDraft> }
 *   | { kind: "insert-character", character: CharacterDraft, at: number, shots: string[] }
 *   | { kind: "remove-character", id: string }
 *   | { kind: "change-character", id: string, to: Partial<CharacterDraft> }
 *   | { kind: "board", to: Partial<Pick<BoardDraft, "title" | "settings" | "is_linked">> }} Edit
 */

/**
 * The draft after an edit, and the edit that takes it back; null when there is nothing to change.
 *
 * @param {BoardDraft} draft
 * @param {Edit} edit
 * @returns {{ draft: BoardDraft, inverse: Edit } | null}
 */
export function editBoard(draft, edit) {
  const shots = [...draft.shots];
  const characters = [...draft.characters];
  const done = (/** @type {Partial<BoardDraft>} */ changed, /** @type {Edit} */ inverse) => ({
    draft: { ...draft, ...changed, revision: draft.revision + 1 },
    inverse,
  });
  switch (edit.kind) {
    case "insert": {
      shots.splice(edit.at, 0, edit.shot);
      return done({ shots }, { kind: "remove", id: edit.shot.id });
    }
    case "remove": {
      const at = shots.findIndex((shot) => shot.id === edit.id);
      const [gone] = at < 0 ? [] : shots.splice(at, 1);
      return gone ? done({ shots }, { kind: "insert", shot: gone, at }) : null;
    }
    case "move": {
      const at = shots.findIndex((shot) => shot.id === edit.id);
      const to = Math.min(Math.max(edit.to, 0), shots.length - 1);
      const [moved] = at < 0 || at === to ? [] : shots.splice(at, 1);
      if (!moved) return null;
      shots.splice(to, 0, moved);
      return done({ shots }, { kind: "move", id: edit.id, to: at });
    }
    case "change": {
      const at = shots.findIndex((shot) => shot.id === edit.id);
      const before = shots[at];
      if (!before) return null;
      shots[at] = { ...before, ...edit.to };
      return done({ shots }, { kind: "change", id: edit.id, to: pick(before, edit.to) });
    }
    case "insert-character": {
      characters.splice(edit.at, 0, edit.character);
      const { id } = edit.character;
      const back = shots.map((shot) =>
        edit.shots.includes(shot.id) ? { ...shot, characters: [...shot.characters, id] } : shot,
      );
      return done({ characters, shots: back }, { kind: "remove-character", id });
    }
    case "remove-character": {
      const at = characters.findIndex((character) => character.id === edit.id);
      const [gone] = at < 0 ? [] : characters.splice(at, 1);
      if (!gone) return null;
      const inThem = shots.filter((shot) => shot.characters.includes(edit.id)).map((shot) => shot.id);
      const left = shots.map((shot) => ({
        ...shot,
        characters: shot.characters.filter((one) => one !== edit.id),
      }));
      return done(
        { characters, shots: left },
        { kind: "insert-character", character: gone, at, shots: inThem },
      );
    }
    case "change-character": {
      const at = characters.findIndex((character) => character.id === edit.id);
      const before = characters[at];
      if (!before) return null;
      characters[at] = { ...before, ...edit.to };
      return done({ characters }, { kind: "change-character", id: edit.id, to: pick(before, edit.to) });
    }
    case "board":
      return done(edit.to, { kind: "board", to: pick(draft, edit.to) });
  }
}

/**
 * What stood in the fields that an edit changes.
 *
 * @template {object} Row
 * @param {Row} before
 * @param {Partial<Row>} changed
 * @returns {Partial<Row>}
 */
function pick(before, changed) {
  return /** @type {Partial<Row>} */ (
    Object.fromEntries(Object.keys(changed).map((key) => [key, before[/** @type {keyof Row} */ (key)]]))
  );
}

/**
 * An id that no row has: a letter and a number. What was taken out keeps its number, so that it can come back.
 *
 * @param {string} letter
 * @param {Iterable<string>} taken
 */
export function freshId(letter, taken) {
  let highest = 0;
  for (const id of taken) highest = Math.max(highest, Number(id.slice(letter.length)) || 0);
  return `${letter}${highest + 1}`;
}

/**
 * Where a dragged card would land: before the first card whose middle is right of the pointer.
 *
 * @param {{ left: number, right: number }[]} boxes of all cards, in order, the dragged one too
 * @param {number} from index of the dragged card
 * @param {number} x of the pointer
 * @returns {number} its index after the move
 */
export function landingPlace(boxes, from, x) {
  const others = boxes.filter((_, index) => index !== from);
  const found = others.findIndex((box) => x < (box.left + box.right) / 2);
  return found < 0 ? others.length : found;
}

/**
 * The shot to choose after one was taken out: the one that took its place, else the last.
 *
 * @param {ShotDraft[]} shots
 * @param {number} at
 */
export function neighbour(shots, at) {
  return shots[Math.min(Math.max(at, 0), shots.length - 1)]?.id ?? null;
}

/**
 * A length as `m:ss`.
 *
 * @param {number} seconds
 */
export function runningTime(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
