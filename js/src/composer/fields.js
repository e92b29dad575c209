// The left side: one field for each part of the shot.

import { element, listen } from "../shared/dom.js";
import { createCombobox } from "./combobox.js";
import { PARTS } from "./state.js";

/**
 * @param {object} options
 * @param {string} options.id a prefix, unique on the page
 * @param {import("./state.js").Choices["parts"]} options.choices
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(part: import("./state.js").Part, text: string) => void} options.onEdit
 * @param {(part: import("./state.js").Part | null) => void} options.onFocus
 * @param {AbortSignal} options.signal
 */
export function createFields({ id, choices, say, onEdit, onFocus, signal }) {
  /** @type {Map<import("./state.js").Part, HTMLInputElement>} */
  const inputs = new Map();
  const root = element("div", {
    class: "sora-composer__parts",
    role: "group",
    "aria-label": say("composer.parts"),
  });

  for (const part of PARTS) {
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
    inputs.set(part, input);
    listen(input, "input", () => onEdit(part, input.value), signal);
    listen(input, "focus", () => onFocus(part), signal);
    listen(input, "blur", () => onFocus(null), signal);
    const offers = choices[part] ?? [];
    const field = offers.length
      ? createCombobox({
          input,
          id: `${id}-${part}-list`,
          name: say("composer.suggestions", { part: name }),
          openLabel: say("composer.open_suggestions", { part: name }),
          choices: offers,
          onPick: (text) => onEdit(part, text),
          signal,
        }).root
      : element("span", { class: "sora-composer__combo" }, input);
    root.append(
      element(
        "div",
        { class: "sora-composer__field", "data-part": part },
        element(
          "label",
          { class: "sora-composer__label", for: input.id },
          element("span", { class: "sora-composer__part-name", text: name }),
        ),
        field,
      ),
    );
  }

  return {
    root,
    /** @param {Record<import("./state.js").Part, string>} parts */
    show: (parts) => {
      for (const [part, input] of inputs) {
        // Setting an equal value would still move the caret in some browsers.
        if (input.value !== (parts[part] ?? "")) input.value = parts[part] ?? "";
      }
    },
    /** @param {import("./state.js").Part} part */
    focus: (part) => inputs.get(part)?.focus(),
  };
}
