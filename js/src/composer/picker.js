// A text field with suggestions (the ARIA combobox pattern with a listbox popup). What is typed is kept as typed: a
// suggestion is an offer. The popup is a popover, so that no output area clips it; where there are none it lies under
// the field. Beside the list the active choice is explained, and shown in a small moving picture where there is one.

import { element, icon, listen } from "../shared/dom.js";
import { icons } from "../shared/icons.js";
import { hasPicture } from "../shared/pictures/picture.js";
import { createAbout, createOption } from "./picker-view.js";
import { inGroups, searchChoices, typedIn, writePicked } from "./search.js";

/** @typedef {import("./search.js").Choice} Choice */

const WIDTH_PX = { plain: 340, pictured: 640 };
const HEIGHT_PX = 420;
const LEAST_PX = 120;
const PAGE = 5;

/**
 * @param {object} options
 * @param {HTMLInputElement} options.input
 * @param {string} options.id unique on the page
 * @param {string} options.name what the list is called
 * @param {string} options.openLabel what the little button is called
 * @param {Choice[]} options.choices
 * @param {(text: string) => void} options.onPick
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createPicker({ input, id, name, openLabel, choices, onPick, say, signal }) {
  // Not in the order of Tab: a box that scrolls would be a stop of its own in Chromium, and close under the focus.
  const list = element("div", {
    class: "sora-picker__list",
    id,
    role: "listbox",
    "aria-label": name,
    tabindex: -1,
  });
  const about = createAbout(`${id}-note`);
  const popup = element("div", { class: "sora-picker", tabindex: -1 }, list, about.root);
  const hasPopover = typeof popup.showPopover === "function";
  if (hasPopover) popup.setAttribute("popover", "manual");
  else popup.hidden = true;
  const opener = element(
    "button",
    {
      ...{ type: "button", class: "sora-composer__opener", tabindex: -1 },
      ...{ "aria-label": openLabel, title: openLabel },
    },
    icon(icons.chevron),
  );
  const root = element("span", { class: "sora-composer__combo" }, input, opener, popup);
  for (const [attribute, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    autocomplete: "off",
  })) {
    input.setAttribute(attribute, value);
  }

  let all = choices;
  let active = -1;
  let isSearch = false;
  let isPictured = false;
  /** @type {{ choice: Choice, option: HTMLElement }[]} */
  let offered = [];
  /** @type {AbortController | null} */
  let whileOpen = null;
  /** What is drawn in the list, until it is filled anew. */
  let whileFilled = new AbortController();

  const place = () => {
    const field = input.getBoundingClientRect();
    const below = window.innerHeight - field.bottom - 8;
    const isAbove = below < 300 && field.top > below;
    const wanted = isPictured ? WIDTH_PX.pictured : WIDTH_PX.plain;
    const width = Math.min(Math.max(field.width, wanted), window.innerWidth - 16);
    popup.classList.toggle("is-narrow", width < 520);
    popup.style.width = `${width}px`;
    const height = Math.min(HEIGHT_PX, Math.max((isAbove ? field.top : below) - 8, LEAST_PX));
    popup.style.maxHeight = `${height}px`;
    if (!hasPopover) return;
    popup.style.left = `${Math.max(8, Math.min(field.left, window.innerWidth - width - 8))}px`;
    popup.style.top = isAbove ? "auto" : `${field.bottom + 4}px`;
    popup.style.bottom = isAbove ? `${window.innerHeight - field.top + 4}px` : "auto";
  };

  const activate = (/** @type {number} */ index, isScrolling = true) => {
    offered[active]?.option.setAttribute("aria-selected", "false");
    active = index;
    const now = offered[index];
    if (now) {
      now.option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", now.option.id);
      if (isScrolling) now.option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
    about.show((now ?? offered[0])?.choice ?? null, isPictured);
  };

  const close = () => {
    if (!whileOpen) return;
    whileOpen.abort();
    whileOpen = null;
    whileFilled.abort();
    about.show(null, isPictured);
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    if (hasPopover) popup.hidePopover();
    else popup.hidden = true;
    list.replaceChildren();
    offered = [];
    active = -1;
  };

  const fill = () => {
    whileFilled.abort();
    whileFilled = new AbortController();
    const typed = isSearch ? typedIn(input.value) : "";
    isPictured = all.some((choice) => hasPicture(choice.name ?? ""));
    popup.classList.toggle("is-pictured", isPictured);
    offered = [];
    /** @type {HTMLElement[]} */
    const groups = [];
    for (const [group, members] of inGroups(searchChoices(all, typed))) {
      const heading = element("div", {
        ...{ class: "sora-picker__heading", role: "presentation", id: `${id}-g${groups.length}` },
        text: group && say(`picker.group.${group}`),
      });
      const box = element("div", { role: "group", "aria-labelledby": heading.id }, group ? heading : null);
      for (const choice of members) {
        const option = createOption({
          ...{ choice, typed, id: `${id}-${offered.length}`, noteId: about.noteId },
          ...{ isPictured, signal: whileFilled.signal },
        });
        offered.push({ choice, option });
        box.append(option);
      }
      groups.push(box);
    }
    list.replaceChildren(...groups);
  };

  const open = (isTyped = false) => {
    isSearch = isTyped;
    if (!whileOpen) {
      whileOpen = new AbortController();
      const both = AbortSignal.any([signal, whileOpen.signal]);
      input.setAttribute("aria-expanded", "true");
      if (hasPopover) popup.showPopover();
      else popup.hidden = false;
      // The notebook scrolls under a popover: follow the field.
      window.addEventListener("scroll", follow, { capture: true, passive: true, signal: both });
      window.addEventListener("resize", place, { signal: both });
    }
    fill();
    activate(-1);
    place();
  };
  const follow = (/** @type {Event} */ event) => {
    if (!popup.contains(/** @type {Node} */ (event.target))) place();
  };

  /** The same list again, with what has come since. */
  const refresh = () => {
    const before = active;
    fill();
    activate(Math.min(before, offered.length - 1));
    place();
  };

  const pick = (/** @type {number} */ index) => {
    const choice = offered[index]?.choice;
    const wasSearch = isSearch;
    close();
    if (!choice) return;
    input.value = writePicked(input.value, choice, all, wasSearch);
    onPick(input.value);
  };

  /** Where a key leads in the list; null when the key is the field's. @param {KeyboardEvent} event */
  const goal = ({ key }) => {
    const last = offered.length - 1;
    if (last < 0) return null;
    if (key === "ArrowDown") return active >= last ? 0 : active + 1;
    if (key === "ArrowUp") return active <= 0 ? last : active - 1;
    if (key === "PageDown") return Math.min(last, active + PAGE);
    if (key === "PageUp") return Math.max(0, active - PAGE);
    if (active < 0) return null; // Home and End are the caret's until the list is gone into
    if (key === "Home") return 0;
    return key === "End" ? last : null;
  };

  listen(
    input,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.isComposing) return;
      const { key } = event;
      if (!whileOpen) {
        if (key !== "ArrowDown" && key !== "ArrowUp") return;
        event.preventDefault();
        open();
        // It opens at what the field says.
        const pieces = input.value.split(",").map((piece) => piece.trim());
        const said = offered.findIndex(({ choice }) => pieces.includes(choice.term));
        if (!event.altKey) activate(said >= 0 ? said : key === "ArrowDown" ? 0 : offered.length - 1);
        return;
      }
      const next = goal(event);
      if (next !== null) {
        event.preventDefault();
        activate(next);
      } else if (key === "Enter" && active >= 0) {
        event.preventDefault();
        pick(active);
      } else if (key === "Escape") {
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
      const typed = typedIn(input.value);
      const found = typed ? searchChoices(all, typed) : [];
      const isWhole = found.length === 1 && found[0]?.term === typed;
      if (found.length === 0 || isWhole) close();
      else open(true);
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
      if (whileOpen) close();
      else open();
    },
    signal,
  );

  const optionAt = (/** @type {Event} */ event) => {
    const option = /** @type {Element} */ (event.target).closest("[role=option]");
    return offered.findIndex((one) => one.option === option);
  };
  let isTouch = false;
  listen(
    popup,
    "pointerdown",
    (/** @type {PointerEvent} */ event) => {
      event.preventDefault();
      isTouch = event.pointerType === "touch";
    },
    signal,
  );
  listen(
    list,
    "pointermove",
    (/** @type {PointerEvent} */ event) => {
      // A list that comes to lie under a resting pointer is not pointed at.
      if (event.pointerType !== "mouse" || (!event.movementX && !event.movementY)) return;
      const at = optionAt(event);
      if (at >= 0 && at !== active) activate(at, false);
    },
    signal,
  );
  listen(
    list,
    "click",
    (event) => {
      const at = optionAt(event);
      // A finger cannot hover: its first tap shows, its second picks.
      if (at >= 0 && isTouch && at !== active) activate(at);
      else if (at >= 0) pick(at);
    },
    signal,
  );
  signal.addEventListener("abort", close, { once: true });

  return {
    root,
    /** @param {Choice[]} next the list has come, or changed with the language */
    offer: (next) => {
      all = next;
      if (whileOpen) refresh();
    },
  };
}
