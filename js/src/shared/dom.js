// Small ways to make elements. Text goes in as text and only as text: there is no way here to pass markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Record<string, string | number | boolean | null | undefined>} Attributes
 *   `class`, `text` and any attribute; `true` sets an empty one; `false`, null and undefined leave it out.
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") made.textContent = String(value ?? "");
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * A 16 × 16 icon of one path, drawn in the current text colour and hidden from screen readers.
 *
 * @param {string} path
 * @returns {SVGSVGElement}
 */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "sora-icon");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/**
 * Listens until the signal ends.
 *
 * @template {Event} [E=Event]
 * @param {EventTarget} target
 * @param {string} type
 * @param {(event: E) => void} listener
 * @param {AbortSignal} signal
 */
export function listen(target, type, listener, signal) {
  target.addEventListener(type, /** @type {EventListener} */ (listener), { signal });
}

/**
 * Sets text only when it differs, so that live regions do not repeat themselves and selections stay.
 *
 * @param {Element} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * Sets what a field says by replacing only the stretch that differs, so that caret and selection stay with their
 * words. A field in which an input method is composing is left alone.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} text
 */
export function setValue(field, text) {
  const old = field.value;
  if (old === text || field.dataset.composing) return;
  const { selectionStart: from, selectionEnd: to } = field;
  delete field.dataset.typed; // the browser's own undo knows nothing of what follows
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  field.setRangeText(text.slice(head, text.length - tail), head, old.length - tail, "preserve");
  // Within the stretch replaced, the place behind the same words as before.
  const followed = (/** @type {number} */ at) => {
    if (at <= head) return at;
    if (at >= old.length - tail) return at + text.length - old.length;
    for (let reach = 32; reach > 1; reach /= 2) {
      const words = old.slice(Math.max(0, at - reach), at).toLowerCase();
      const found = text.toLowerCase().indexOf(words);
      if (found >= 0) return found + words.length;
    }
    return Math.min(at, text.length - tail);
  };
  field.setSelectionRange(followed(from ?? 0), followed(to ?? 0));
}

/**
 * Keeps keys pressed inside `root` away from the notebook's shortcuts; only "save" (Ctrl/⌘ S) passes on.
 * In command mode one stray `d d` would delete the cell.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
export function keepKeysInside(root, signal) {
  for (const type of ["keydown", "keypress", "keyup"]) {
    listen(
      root,
      type,
      (/** @type {KeyboardEvent} */ event) => {
        const isSave = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
        if (!isSave) event.stopPropagation();
      },
      signal,
    );
  }
}
