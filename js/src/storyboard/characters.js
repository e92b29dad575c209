// The side list: each character's name, and the words that every shot with this character gets.

import { element, icon, listen } from "../shared/dom.js";

/** A cross, drawn for this project. */
const CROSS = "M4.1 3 3 4.1 6.9 8 3 11.9 4.1 13 8 9.1l3.9 3.9 1.1-1.1L9.1 8 13 4.1 11.9 3 8 6.9z";

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {() => void} options.onAdd
 * @param {(id: string, to: Partial<import("./state.js").CharacterDraft>) => void} options.onEdit
 * @param {(id: string) => void} options.onDelete
 * @param {AbortSignal} options.signal
 */
export function createCharacters({ id: prefix, say, onAdd, onEdit, onDelete, signal }) {
  const list = element("ul", { class: "sora-storyboard__sheets" });
  const add = element("button", {
    type: "button",
    class: "sora-button",
    text: say("storyboard.add_character"),
  });
  listen(add, "click", onAdd, signal);
  const root = element(
    "section",
    { class: "sora-storyboard__characters", "aria-labelledby": `${prefix}-characters` },
    element("h3", {
      class: "sora-storyboard__heading",
      id: `${prefix}-characters`,
      text: say("storyboard.characters"),
    }),
    element("p", { class: "sora-storyboard__hint", text: say("storyboard.characters_hint") }),
    list,
    add,
  );
  /** @type {Map<string, ReturnType<typeof createSheet>>} */
  const sheets = new Map();

  function createSheet(/** @type {string} */ id) {
    const name = element("input", {
      class: "sora-storyboard__input",
      type: "text",
      placeholder: say("storyboard.name_hint"),
      autocomplete: "off",
    });
    const sheet = element("textarea", {
      class: "sora-storyboard__input",
      rows: 2,
      placeholder: say("storyboard.sheet_hint"),
      spellcheck: "true",
    });
    const remove = element(
      "button",
      { type: "button", class: "sora-button sora-storyboard__remove" },
      icon(CROSS),
    );
    const row = element("li", { class: "sora-storyboard__sheet", "data-character": id }, name, remove, sheet);
    listen(name, "input", () => onEdit(id, { name: name.value }), signal);
    listen(sheet, "input", () => onEdit(id, { sheet: sheet.value }), signal);
    listen(remove, "click", () => onDelete(id), signal);
    return {
      row,
      focus: () => name.focus(),
      show: (/** @type {import("./state.js").CharacterDraft} */ character, /** @type {number} */ number) => {
        if (name.value !== character.name) name.value = character.name;
        if (sheet.value !== character.sheet) sheet.value = character.sheet;
        const called = character.name.trim() || say("storyboard.this_character");
        name.setAttribute("aria-label", say("storyboard.character_name", { n: number }));
        sheet.setAttribute("aria-label", say("storyboard.character_sheet", { name: called }));
        remove.setAttribute("aria-label", say("storyboard.delete_character", { name: called }));
        remove.title = say("storyboard.delete_character", { name: called });
      },
    };
  }

  return {
    root,
    focus: (/** @type {string} */ id) => sheets.get(id)?.focus(),
    focusAdd: () => add.focus(),
    /** @param {import("./state.js").CharacterDraft[]} characters */
    show: (characters) => {
      const wanted = new Set(characters.map((character) => character.id));
      for (const [id, made] of sheets) {
        if (wanted.has(id)) continue;
        made.row.remove();
        sheets.delete(id);
      }
      let before = list.firstElementChild;
      for (const [index, character] of characters.entries()) {
        const made = sheets.get(character.id) ?? createSheet(character.id);
        sheets.set(character.id, made);
        if (made.row === before) before = before.nextElementSibling;
        else list.insertBefore(made.row, before);
        made.show(character, index + 1);
      }
    },
  };
}
