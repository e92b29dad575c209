// The left side: one field for each part of the shot, and under it what there is to say about that part.

import { element, listen, setValue } from "../shared/dom.js";
import { applyButton, markOf } from "./advice.js";
import { PARTS } from "./state.js";

/** @typedef {import("./state.js").Part} Part */
/** @typedef {import("./state.js").AdviceState} AdviceState */

/** @typedef {typeof import("./picking.js")} Picking */
/** @typedef {Partial<Record<Part, import("./search.js").Choice[]>>} PartChoices */

/**
 * @param {object} options
 * @param {string} options.id a prefix, unique on the page
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(part: Part, text: string, by?: "pick") => void} options.onEdit
 * @param {(part: Part | null) => void} options.onFocus
 * @param {(advice: AdviceState) => void} options.onPress
 * @param {AbortSignal} options.signal
 */
export function createFields({ id, say, onEdit, onFocus, onPress, signal }) {
  const root = element("div", {
    class: "sora-composer__parts",
    role: "group",
    "aria-label": say("composer.parts"),
  });
  const fields = new Map(PARTS.map((part) => [part, createField(part)]));

  function createField(/** @type {Part} */ part) {
    const name = say(`part.${part}`);
    const input = element("input", {
      class: "sora-composer__input",
      id: `${id}-${part}`,
      type: "text",
      name: part,
      placeholder: say(`example.${part}`),
      spellcheck: "true",
      autocomplete: "off",
    });
    listen(input, "input", () => onEdit(part, input.value), signal);
    listen(input, "focus", () => onFocus(part), signal);
    listen(input, "blur", () => onFocus(null), signal);
    const beside = element("div", { class: "sora-composer__beside", id: `${id}-${part}-advice` });
    input.setAttribute("aria-describedby", beside.id);
    root.append(
      element(
        "div",
        { class: "sora-composer__field", "data-part": part },
        element(
          "label",
          { class: "sora-composer__label", for: input.id },
          element("span", { class: "sora-composer__part-name", text: name }),
        ),
        element("span", { class: "sora-composer__combo" }, input),
        beside,
      ),
    );
    let shown = "";
    /** Makes a picker of the plain field, under the hands of who may be typing in it. */
    const pickFrom = (/** @type {Picking} */ picking, /** @type {PartChoices[Part]} */ choices) => {
      if (!choices) return;
      const place = input.parentElement;
      const hadFocus = input.matches(":focus");
      const { selectionStart, selectionEnd } = input;
      const picker = picking.createPicker({
        input,
        id: `${id}-${part}-list`,
        name: say("composer.suggestions", { part: name }),
        openLabel: say("composer.open_suggestions", { part: name }),
        choices,
        onPick: (text) => {
          delete input.dataset.typed;
          onEdit(part, text, "pick");
        },
        say,
        signal,
      });
      place?.replaceWith(picker.root);
      if (!hadFocus) return;
      input.focus();
      input.setSelectionRange(selectionStart, selectionEnd);
    };
    return {
      input,
      pickFrom,
      showAdvice: (/** @type {AdviceState | undefined} */ advice) => {
        const key = JSON.stringify(advice ?? null);
        if (key === shown) return;
        shown = key;
        const hadFocus = beside.contains(beside.querySelector(":focus"));
        beside.className = `sora-composer__beside${advice ? ` is-${advice.severity}` : ""}`;
        beside.replaceChildren();
        if (advice) {
          beside.append(
            markOf(advice),
            element("span", {
              class: advice.fix_label ? "sora-unseen" : "sora-composer__brief",
              text: advice.reason,
              title: advice.reason,
            }),
          );
          if (advice.fix_label) beside.append(applyButton(advice, say, onPress));
        }
        if (hadFocus) input.focus();
      },
    };
  }

  return {
    root,
    /** @param {Partial<Record<Part, string>>} parts those that are named */
    show: (parts) => {
      for (const [part, { input }] of fields) setValue(input, parts[part] ?? input.value);
    },
    /** One piece of advice for each part: the first that writes something, else the first. @param {AdviceState[]} advice */
    showAdvice: (advice) => {
      for (const [part, field] of fields) {
        const about = advice.filter((piece) => piece.part === part);
        field.showAdvice(about.find((piece) => piece.fix_label) ?? about[0]);
      }
    },
    /** @param {Picking} picking @param {PartChoices} choices */
    pickFrom: (picking, choices) => {
      for (const [part, field] of fields) field.pickFrom(picking, choices[part]);
    },
    /** @param {Part} [part] */
    focus: (part = "framing") => fields.get(part)?.input.focus(),
  };
}
