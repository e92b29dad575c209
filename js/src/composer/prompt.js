// The right side: the prompt as free text. The field is the browser's own, so that caret, selection, input methods,
// undo, spelling and screen readers are right; the colours of the parts lie in a mirror of the same text behind it.

import { element, listen, setText, setValue } from "../shared/dom.js";
import { followEdit, piecesOf } from "./state.js";

/** @typedef {import("./state.js").Part} Part */

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(text: string) => void} options.onEdit
 * @param {(part: Part | null) => void} options.onHere the part at the caret, or under the pointer
 * @param {AbortSignal} options.signal
 */
export function createPrompt({ id, say, onEdit, onHere, signal }) {
  const mirror = element("p", { class: "sora-composer__text", "aria-hidden": "true" });
  const field = element("textarea", {
    class: "sora-composer__typed",
    id: `${id}-prompt`,
    name: "prompt",
    rows: 1,
    placeholder: say("composer.empty"),
    spellcheck: "true",
    "aria-describedby": `${id}-budget`,
  });
  const here = element("span", { class: "sora-composer__here" });
  const waiting = element("span", { class: "sora-composer__waiting", role: "status" });
  const budget = element("p", { class: "sora-composer__budget", id: `${id}-budget` });
  const root = element(
    "section",
    { class: "sora-composer__prompt", "aria-label": say("composer.prompt") },
    element(
      "div",
      { class: "sora-composer__head" },
      element("label", { class: "sora-composer__title", for: field.id, text: say("composer.prompt") }),
      waiting,
      here,
    ),
    element("div", { class: "sora-composer__box" }, mirror, field),
    budget,
  );

  /** The newest answer: where the parts stood in which text. @type {{ text: string, spans: [number, number, Part][] }} */
  let known = { text: "", spans: [] };
  /** @type {[number, number, Part][]} */
  let spans = [];
  let shown = "";

  const colour = () => {
    const text = field.value;
    spans = followEdit(known.text, text, known.spans);
    const key = JSON.stringify([text, spans]);
    if (key === shown) return false;
    shown = key;
    mirror.replaceChildren(
      ...piecesOf(text, spans).map((piece) =>
        piece.part
          ? element("span", { class: "sora-composer__span", "data-part": piece.part, text: piece.text })
          : document.createTextNode(piece.text),
      ),
    );
    return true;
  };
  /** @type {Part | null} */
  let named = null;
  const name = (/** @type {Part | null} */ part) => {
    if (part === named) return;
    named = part;
    setText(here, part ? say(`part.${part}`) : "");
    if (part) here.dataset.part = part;
    onHere(part);
  };
  const nameAtCaret = () => {
    if (field.matches(":focus")) {
      const at = Array.from(field.value.slice(0, field.selectionStart)).length;
      name(spans.find(([start, end]) => start <= at && at <= end)?.[2] ?? null);
    } else name(null);
  };

  listen(
    field,
    "input",
    () => {
      colour();
      nameAtCaret();
      onEdit(field.value);
    },
    signal,
  );
  for (const type of ["focus", "keyup", "pointerup", "pointerleave", "blur"]) {
    listen(field, type, nameAtCaret, signal);
  }
  listen(
    field,
    "pointermove",
    (/** @type {PointerEvent} */ { clientX, clientY }) => {
      const page = /** @type {Document | ShadowRoot} */ (field.getRootNode());
      const under = page.elementsFromPoint(clientX, clientY);
      const span = /** @type {HTMLElement | undefined} */ (
        under.find((one) => one.parentElement === mirror && one instanceof HTMLElement && one.dataset.part)
      );
      if (span) name(/** @type {Part} */ (span.dataset.part));
      else nameAtCaret();
    },
    signal,
  );

  return {
    root,
    focus: () => field.focus(),
    /**
     * @param {import("./state.js").ComposerView} view
     * @param {boolean} isOurs whether what stands in the field was typed there and is not answered yet
     */
    show: (view, isOurs) => {
      known = view;
      if (!isOurs) setValue(field, view.text);
      if (colour()) nameAtCaret();
      budget.replaceChildren(
        ...view.budget.map(({ text, is_over: isOver }) =>
          element("span", { class: `sora-composer__share${isOver ? " is-over" : ""}`, text }),
        ),
      );
    },
    /** What was typed in another view of the same composer. @param {string} text */
    write: (text) => {
      setValue(field, text);
      colour();
    },
    /** @param {boolean} isBehind */
    showBehind: (isBehind) => {
      setText(waiting, isBehind ? say("composer.waiting_for_kernel") : "");
      root.classList.toggle("is-behind", isBehind);
    },
  };
}
