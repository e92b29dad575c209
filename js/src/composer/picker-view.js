// What the picker shows: a line of its list for each choice, and beside it the active one, explained and pictured.

import { element, setText } from "../shared/dom.js";
import { createPicture } from "../shared/pictures/picture.js";
import { isFound, markMatches, otherWords } from "./search.js";

/** @typedef {import("./search.js").Choice} Choice */

const THUMB_PX = 64;

/**
 * The place beside the list.
 *
 * @param {string} noteId unique on the page: options are described by the note
 */
export function createAbout(noteId) {
  const screen = element("div", { class: "sora-picker__screen" });
  const title = element("p", { class: "sora-picker__title" });
  const meaning = element("p", { class: "sora-picker__meaning" });
  const others = element("p", { class: "sora-picker__others" });
  const note = element("p", { class: "sora-picker__note", id: noteId });
  const root = element(
    "div",
    { class: "sora-picker__about", tabindex: -1 },
    ...[screen, title, meaning, others, note],
  );
  let whileShown = new AbortController();
  return {
    root,
    noteId,
    /**
     * @param {Choice | null} choice null: nothing is shown, and no picture plays
     * @param {boolean} isPictured whether there are pictures in this list at all
     */
    show: (choice, isPictured) => {
      whileShown.abort();
      whileShown = new AbortController();
      const picture =
        choice &&
        createPicture({
          name: choice.name ?? "",
          label: `${choice.label}: ${choice.definition}`,
          signal: whileShown.signal,
        });
      screen.replaceChildren(...(picture ? [picture.root] : []));
      picture?.play();
      if (!choice) return;
      setText(title, [choice.label, ...(choice.abbreviations ?? [])].join(" · "));
      setText(meaning, choice.definition);
      setText(others, typeof choice.also === "string" ? choice.also : choice.also.join(" · "));
      setText(note, choice.note ?? "");
      root.hidden = !isPictured && !choice.note;
    },
  };
}

/**
 * One line of the list: a still, the name with what was typed marked, its abbreviation or the word that was found,
 * and its definition.
 *
 * @param {object} options
 * @param {Choice} options.choice
 * @param {string} options.typed
 * @param {string} options.id
 * @param {string} options.noteId
 * @param {boolean} options.isPictured
 * @param {AbortSignal} options.signal
 */
export function createOption({ choice, typed, id, noteId, isPictured, signal }) {
  const option = element("div", {
    ...{ class: "sora-picker__option", id, role: "option", "aria-selected": "false" },
    "aria-describedby": choice.note ? noteId : null,
  });
  if (isPictured) {
    const still = createPicture({ name: choice.name ?? "", label: "", width: THUMB_PX, signal });
    still?.still();
    option.append(
      element("span", { class: "sora-picker__thumb", "aria-hidden": "true" }, still?.root ?? null),
    );
  }
  const label = element("span", { class: "sora-picker__label" }, ...marked(choice.label, typed));
  const [abbreviation] = choice.abbreviations ?? [];
  const found = isFound(choice.label, typed)
    ? undefined
    : otherWords(choice).find((word) => isFound(word, typed));
  for (const word of new Set([abbreviation, found])) {
    if (word) label.append(" ", element("span", { class: "sora-picker__word" }, ...marked(word, typed)));
  }
  const definition = element("span", { class: "sora-picker__definition", text: choice.definition });
  option.append(element("span", { class: "sora-picker__words" }, label, definition));
  return option;
}

/** @param {string} text @param {string} typed */
function marked(text, typed) {
  return markMatches(text, typed).map((piece) =>
    piece.isMatch ? element("mark", { text: piece.text }) : document.createTextNode(piece.text),
  );
}
