// A button with a menu (the ARIA menu button pattern). What it offers is asked for when it opens. The menu is a
// popover, so that no output area clips it; where there are none it lies under the button.

import { element, icon, listen } from "./dom.js";
import { icons } from "./icons.js";
import "./menu.css";

/** @typedef {{ label: string, hint?: string, value: any }} MenuItem */

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.empty] said when there is nothing to choose
 * @param {() => MenuItem[] | Promise<MenuItem[]>} options.load
 * @param {(item: MenuItem) => void} options.onPick
 * @param {AbortSignal} options.signal
 */
export function createMenu({ label, empty = "", load, onPick, signal }) {
  const button = element(
    "button",
    { type: "button", class: "sora-tool", "aria-haspopup": "menu", "aria-expanded": "false" },
    document.createTextNode(label),
    icon(icons.chevron),
  );
  const menu = element("div", { class: "sora-menu", role: "menu", "aria-label": label, hidden: true });
  const hasPopover = typeof menu.showPopover === "function";
  if (hasPopover) menu.setAttribute("popover", "manual");
  const root = element("span", { class: "sora-menu-place" }, button, menu);
  let isOpen = false;

  const close = (/** @type {boolean} */ isBack) => {
    if (!isOpen) return;
    isOpen = false;
    button.setAttribute("aria-expanded", "false");
    if (isBack) button.focus();
    if (hasPopover) menu.hidePopover();
    menu.hidden = true;
  };
  const place = () => {
    const at = button.getBoundingClientRect();
    const isAbove = window.innerHeight - at.bottom < 240 && at.top > window.innerHeight / 2;
    menu.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = isAbove ? "auto" : `${at.bottom + 4}px`;
    menu.style.bottom = isAbove ? `${window.innerHeight - at.top + 4}px` : "auto";
    menu.style.maxHeight = `${(isAbove ? at.top : window.innerHeight - at.bottom) - 16}px`;
  };
  const open = async (/** @type {number} */ first) => {
    button.focus(); // not every browser does it with a press
    const items = await load();
    // Who went elsewhere meanwhile is not called back.
    if (isOpen || signal.aborted || !button.matches(":focus")) return;
    isOpen = true;
    menu.replaceChildren(
      ...items.map((item) => {
        const choice = element(
          "button",
          { type: "button", class: "sora-menu__item", role: "menuitem", tabindex: -1 },
          element("span", { text: item.label }),
          item.hint ? element("span", { class: "sora-menu__hint", text: item.hint }) : null,
        );
        choice.addEventListener("click", () => {
          close(true);
          onPick(item);
        });
        return choice;
      }),
    );
    if (items.length === 0) {
      menu.append(
        element("button", {
          type: "button",
          class: "sora-menu__item",
          role: "menuitem",
          "aria-disabled": "true",
          text: empty,
        }),
      );
    }
    button.setAttribute("aria-expanded", "true");
    menu.hidden = false;
    if (hasPopover) {
      menu.showPopover();
      place();
    }
    focusAt(first);
  };
  const focusAt = (/** @type {number} */ index) => {
    const items = /** @type {HTMLElement[]} */ (Array.from(menu.children));
    items.at(index % items.length)?.focus();
  };

  listen(button, "click", () => (isOpen ? close(true) : void open(0)), signal);
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const items = Array.from(menu.children);
      const at = items.indexOf(/** @type {Element} */ (event.target));
      /** @type {Record<string, () => unknown>} */
      const keys = {
        ArrowDown: () => (isOpen ? focusAt(at + 1) : open(0)),
        ArrowUp: () => (isOpen ? focusAt(at - 1) : open(-1)),
        ...(isOpen && { Home: () => focusAt(0), End: () => focusAt(-1), Escape: () => close(true) }),
      };
      const act = keys[event.key];
      if (event.key === "Tab") close(true); // and on to what follows the button
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
    signal,
  );
  listen(
    root,
    "focusout",
    (/** @type {FocusEvent} */ event) => {
      if (!root.contains(/** @type {Node | null} */ (event.relatedTarget))) close(false);
    },
    signal,
  );
  // The notebook would scroll away under a popover.
  window.addEventListener("scroll", () => isOpen && place(), { capture: true, passive: true, signal });
  return { root, button };
}
