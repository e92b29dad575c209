// The desk of the chosen shot: its prompt and what is sent of it, its length and join, who is in it, and the advice.

import { piecesOf } from "../composer/state.js";
import { element, icon, listen, setText } from "../shared/dom.js";
import { icons } from "../shared/icons.js";

const SHOWN_AT_FIRST = 3;

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("./state.js").BoardChoices["cuts"]} options.cuts
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(to: Partial<import("./state.js").ShotDraft>) => void} options.onEdit
 * @param {(advice: import("./state.js").BoardAdvice) => void} options.onApply
 * @param {AbortSignal} options.signal
 */
export function createShotDesk({ id, cuts, say, onEdit, onApply, signal }) {
  const heading = element("h3", { class: "sora-storyboard__heading", id: `${id}-shot` });
  const prompt = element("textarea", {
    class: "sora-storyboard__prompt",
    id: `${id}-prompt`,
    rows: 3,
    placeholder: say("storyboard.prompt_hint"),
    spellcheck: "true",
  });
  const sent = element("p", { class: "sora-storyboard__sent", "aria-labelledby": `${id}-sent` });
  const seconds = element("select", { class: "sora-select", id: `${id}-seconds` });
  const cut = element("select", { class: "sora-select", id: `${id}-cut` });
  const note = element("input", {
    class: "sora-storyboard__input",
    id: `${id}-note`,
    type: "text",
    placeholder: say("storyboard.note_hint"),
    autocomplete: "off",
  });
  const who = element("div", {
    class: "sora-storyboard__who",
    role: "group",
    "aria-label": say("storyboard.who"),
  });
  const list = element("ul", { class: "sora-storyboard__advice" });
  const more = element("button", {
    type: "button",
    class: "sora-storyboard__quiet",
    "aria-expanded": "false",
  });
  const labelled = (/** @type {string} */ key, /** @type {HTMLElement} */ field) =>
    element(
      "div",
      { class: "sora-storyboard__field" },
      element("label", { class: "sora-storyboard__label", for: field.id, text: say(key) }),
      field,
    );
  const join = labelled("storyboard.cut", cut);
  const root = element(
    "section",
    { class: "sora-storyboard__shot", "aria-labelledby": `${id}-shot` },
    heading,
    element("label", {
      class: "sora-storyboard__label",
      for: `${id}-prompt`,
      text: say("storyboard.prompt"),
    }),
    prompt,
    element("span", { class: "sora-storyboard__label", id: `${id}-sent`, text: say("storyboard.sent") }),
    sent,
    element("div", { class: "sora-storyboard__row" }, labelled("storyboard.seconds", seconds), join),
    labelled("storyboard.note", note),
    who,
    element("h4", { class: "sora-storyboard__label", text: say("storyboard.advice") }),
    list,
    more,
  );
  /** @type {import("./state.js").BoardAdvice[]} */
  let advice = [];
  let adviceShown = "";
  let isLong = false;
  let whoShown = "";

  listen(prompt, "input", () => onEdit({ text: prompt.value }), signal);
  listen(note, "input", () => onEdit({ note: note.value }), signal);
  listen(seconds, "change", () => onEdit({ seconds: Number(seconds.value) }), signal);
  listen(cut, "change", () => onEdit({ cut: cut.value }), signal);
  listen(
    more,
    "click",
    () => {
      isLong = !isLong;
      showAdvice();
    },
    signal,
  );

  const fill = (
    /** @type {HTMLSelectElement} */ select,
    /** @type {[string, string][]} */ offered,
    /** @type {string} */ value,
  ) => {
    // What a program set and the list does not have is still shown: hiding it would be a lie.
    const all = offered.some(([name]) => name === value) ? offered : [...offered, [value, value]];
    const key = all.map(([name]) => name).join("|");
    if (select.dataset.values !== key) {
      select.replaceChildren(...all.map(([name, label]) => element("option", { value: name, text: label })));
      select.dataset.values = key;
    }
    select.value = value;
  };

  function itemOf(/** @type {import("./state.js").BoardAdvice} */ one) {
    const mark =
      one.severity === "warning"
        ? element("span", { class: "sora-storyboard__mark" }, icon(icons.warning))
        : element("span", { class: "sora-storyboard__mark", text: "○", "aria-hidden": "true" });
    const apply = one.fix_label
      ? element("button", { type: "button", class: "sora-storyboard__quiet", text: one.fix_label })
      : null;
    if (apply) listen(apply, "click", () => onApply(one), signal);
    return element(
      "li",
      { class: `sora-storyboard__item is-${one.severity}`, "data-code": one.code, "data-part": one.part },
      mark,
      element(
        "span",
        {},
        element("span", { class: "sora-storyboard__part", text: say(`part.${one.part}`) }),
        document.createTextNode(` ${one.reason}`),
      ),
      apply,
    );
  }

  function showAdvice() {
    const key = JSON.stringify([advice, isLong]);
    if (key === adviceShown) return;
    adviceShown = key;
    const wanted = isLong ? advice : advice.slice(0, SHOWN_AT_FIRST);
    const good = element("li", { class: "sora-storyboard__item is-good", text: say("storyboard.all_good") });
    list.replaceChildren(...(advice.length ? wanted.map(itemOf) : [good]));
    const hidden = advice.length - wanted.length;
    more.hidden = hidden === 0 && !isLong;
    setText(more, isLong ? say("storyboard.less_advice") : say("storyboard.more_advice", { n: hidden }));
    more.setAttribute("aria-expanded", String(isLong));
  }

  function showWho(
    /** @type {import("./state.js").ShotDraft} */ shot,
    /** @type {import("./state.js").CharacterDraft[]} */ characters,
  ) {
    const named = characters.filter((character) => character.name.trim());
    const key = JSON.stringify([shot.id, shot.characters, named.map(({ id, name }) => [id, name])]);
    if (key === whoShown) return;
    whoShown = key;
    who.replaceChildren(
      element("span", {
        class: "sora-storyboard__label",
        text: say("storyboard.who"),
        "aria-hidden": "true",
      }),
      ...(named.length
        ? named.map((character) => {
            const box = element("input", { type: "checkbox", value: character.id });
            box.checked = shot.characters.includes(character.id);
            listen(
              box,
              "change",
              () => {
                const checked = Array.from(who.querySelectorAll("input")).filter((one) => one.checked);
                onEdit({ characters: checked.map((one) => one.value) });
              },
              signal,
            );
            return element(
              "label",
              { class: "sora-storyboard__tick" },
              box,
              document.createTextNode(character.name),
            );
          })
        : [element("span", { class: "sora-storyboard__hint", text: say("storyboard.nobody") })]),
    );
  }

  return {
    root,
    focus: () => prompt.focus(),
    /**
     * @param {object} told
     * @param {import("./state.js").ShotDraft | undefined} told.shot
     * @param {number} told.number
     * @param {number[]} told.lengths that the model makes
     * @param {import("./state.js").CharacterDraft[]} told.characters
     */
    show: ({ shot, number, lengths, characters }) => {
      root.hidden = !shot;
      if (!shot) return;
      setText(heading, say("storyboard.shot", { n: number }));
      join.hidden = number === 1; // there is nothing before it to be joined to
      // Setting an equal value would still move the caret in some browsers.
      if (prompt.value !== shot.text) prompt.value = shot.text;
      if (note.value !== shot.note) note.value = shot.note;
      // a length that the model does not make is still the one that was chosen
      const offered = lengths.includes(shot.seconds) ? lengths : [...lengths, shot.seconds];
      fill(
        seconds,
        offered.map((n) => [String(n), say("storyboard.n_seconds", { n })]),
        String(shot.seconds),
      );
      fill(
        cut,
        cuts.map(({ name, label }) => [name, label]),
        shot.cut,
      );
      showWho(shot, characters);
    },
    /** @param {import("./state.js").ShotView | undefined} view */
    showView: (view) => {
      const text = view?.prompt ?? "";
      sent.replaceChildren(
        ...piecesOf(text, view?.spans ?? []).map((piece) =>
          piece.part
            ? element("span", {
                class: "sora-storyboard__span",
                "data-part": piece.part,
                title: say(`part.${piece.part}`),
                text: piece.text,
              })
            : document.createTextNode(piece.text),
        ),
      );
      advice = view?.advice ?? [];
      showAdvice();
    },
    /** @param {boolean} isBehind */
    showBehind: (isBehind) => {
      root.classList.toggle("is-behind", isBehind);
    },
  };
}
