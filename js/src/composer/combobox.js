// A text field with suggestions (the ARIA combobox pattern). What is typed is kept as typed: a suggestion is an
// offer. The list is a popover, so that no output area clips it; where there are none it lies under the field.

import { element, icon, listen } from "../shared/dom.js";
import { icons } from "../shared/icons.js";
import { matchingChoices } from "./state.js";

/**
 * @param {object} options
 * @param {HTMLInputElement} options.input
 * @param {string} options.id unique on the page
 * @param {string} options.name what the list is called
 * @param {string} options.openLabel what the little button is called
 * @param {import("./state.js").PartChoice[]} options.choices
 * @param {(text: string) => void} options.onPick
 * @param {AbortSignal} options.signal
 */
export function createCombobox({ input, id, name, openLabel, choices, onPick, signal }) {
  const list = element("ul", { class: "sora-composer__list", id, role: "listbox", "aria-label": name });
  const hasPopover = typeof list.showPopover === "function";
  if (hasPopover) list.setAttribute("popover", "manual");
  else list.hidden = true;
  const opener = element(
    "button",
    {
      type: "button",
      class: "sora-composer__opener",
      tabindex: -1,
      "aria-label": openLabel,
      title: openLabel,
    },
    icon(icons.chevron),
  );
  const root = element("span", { class: "sora-composer__combo" }, input, opener, list);

  for (const [attribute, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    autocomplete: "off",
  })) {
    input.setAttribute(attribute, value);
  }

  let isOpen = false;
  let active = -1;
  /** @type {import("./state.js").PartChoice[]} */
  let offered = [];
  /** @type {AbortController | null} */
  let whileOpen = null;

  const place = () => {
    const field = input.getBoundingClientRect();
    const below = window.innerHeight - field.bottom - 8;
    const isAbove = below < 180 && field.top > below;
    list.style.width = `${Math.max(field.width, 280)}px`;
    list.style.maxHeight = `${Math.min(260, Math.max(isAbove ? field.top - 8 : below, 96))}px`;
    if (!hasPopover) return;
    list.style.left = `${field.left}px`;
    list.style.top = isAbove ? "auto" : `${field.bottom + 4}px`;
    list.style.bottom = isAbove ? `${window.innerHeight - field.top + 4}px` : "auto";
  };

  const activate = (/** @type {number} */ index) => {
    active = index;
    for (const [at, option] of Array.from(list.children).entries()) {
      option.setAttribute("aria-selected", String(at === index));
    }
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    whileOpen?.abort();
    input.setAttribute("aria-expanded", "false");
    if (hasPopover) list.hidePopover();
    else list.hidden = true;
    activate(-1);
  };

  const open = (/** @type {import("./state.js").PartChoice[]} */ wanted) => {
    offered = wanted;
    if (offered.length === 0) return close();
    list.replaceChildren(
      ...offered.map((choice, at) =>
        element(
          "li",
          { class: "sora-composer__option", id: `${id}-${at}`, role: "option", "aria-selected": "false" },
          element("span", { class: "sora-composer__option-label", text: choice.label }),
          element("span", { class: "sora-composer__option-text", text: choice.definition }),
        ),
      ),
    );
    activate(-1);
    if (!isOpen) {
      isOpen = true;
      whileOpen = new AbortController();
      const both = AbortSignal.any([signal, whileOpen.signal]);
      input.setAttribute("aria-expanded", "true");
      if (hasPopover) list.showPopover();
      else list.hidden = false;
      // The notebook scrolls under a popover: follow the field.
      window.addEventListener("scroll", place, { capture: true, passive: true, signal: both });
      window.addEventListener("resize", place, { signal: both });
    }
    place();
  };

  const pick = (/** @type {number} */ index) => {
    const choice = offered[index];
    close();
    if (!choice) return;
    input.value = choice.term;
    onPick(choice.term);
  };

  listen(
    input,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const { key } = event;
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) return open(choices);
        const count = offered.length;
        activate(key === "ArrowDown" ? (active + 1) % count : (active <= 0 ? count : active) - 1);
      } else if (key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        pick(active);
      } else if (key === "Escape" && isOpen) {
        event.preventDefault();
        close();
      }
    },
    signal,
  );
  listen(
    input,
    "input",
    () => {
      const found = input.value.trim() ? matchingChoices(choices, input.value) : [];
      const isExact = found.length === 1 && found[0]?.term === input.value;
      open(isExact ? [] : found);
    },
    signal,
  );
  listen(input, "blur", close, signal);
  // The press must not take the focus from the field: the caret stays where it was.
  listen(opener, "pointerdown", (event) => event.preventDefault(), signal);
  listen(
    opener,
    "click",
    () => {
      input.focus();
      if (isOpen) close();
      else open(choices);
    },
    signal,
  );
  listen(list, "pointerdown", (event) => event.preventDefault(), signal);
  listen(
    list,
    "click",
    (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) pick(Array.from(list.children).indexOf(option));
    },
    signal,
  );

  return { root };
}
