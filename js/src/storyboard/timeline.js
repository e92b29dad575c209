// The cards on the timeline: as wide as they are long, chosen with the arrow keys, moved with Alt + arrows or by hand.
//
// A listbox, so that a card is one stop for the keyboard and one sentence for a screen reader; what can be done to the
// chosen card stands beside it as buttons.

import { element, listen, setText } from "../shared/dom.js";
import { landingPlace } from "./state.js";

/** How far the pointer moves before a press becomes a drag, in pixels. */
const DRAG_FROM_PX = 5;

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(id: string) => void} options.onChoose
 * @param {(id: string, to: number) => void} options.onMove
 * @param {(id: string) => void} options.onDelete
 * @param {AbortSignal} options.signal
 */
export function createTimeline({ id: prefix, say, onChoose, onMove, onDelete, signal }) {
  const marker = element("span", { class: "sora-storyboard__marker", hidden: true, "aria-hidden": "true" });
  const root = element("div", {
    class: "sora-storyboard__timeline",
    role: "listbox",
    "aria-orientation": "horizontal",
    "aria-label": say("storyboard.timeline"),
  });
  /** @type {Map<string, ReturnType<typeof createCard>>} */
  const cards = new Map();
  /** @type {string[]} */
  let order = [];
  /** @type {string | null} */
  let chosen = null;

  const boxes = () => order.map((id) => /** @type {any} */ (cards.get(id)).root.getBoundingClientRect());
  const focus = () => {
    if (chosen) cards.get(chosen)?.root.focus({ preventScroll: false });
  };

  function createCard(/** @type {string} */ id) {
    const number = element("span", { class: "sora-storyboard__number" });
    const length = element("span", { class: "sora-storyboard__length" });
    const text = element("span", { class: "sora-storyboard__excerpt" });
    const facts = element("span", { class: "sora-storyboard__facts" });
    const state = element("span", { class: "sora-storyboard__state" });
    const card = element(
      "div",
      { class: "sora-storyboard__card", role: "option", id: `${prefix}-${id}`, "data-shot": id },
      element("span", { class: "sora-storyboard__card-head" }, number, length),
      text,
      facts,
      state,
    );
    listen(card, "focus", () => id !== chosen && onChoose(id), signal);
    listen(card, "pointerdown", (/** @type {PointerEvent} */ event) => startDrag(id, event), signal);
    return {
      root: card,
      /** @param {CardFacts} told */
      show: (told) => {
        setText(number, String(told.number));
        setText(length, told.length);
        setText(text, told.text || say("storyboard.empty_shot"));
        text.classList.toggle("is-empty", told.text === "");
        setText(facts, told.facts.join(" · "));
        facts.classList.toggle("is-warning", told.hasWarning);
        setText(state, told.state);
        card.dataset.phase = told.phase;
        card.style.flexGrow = String(told.seconds);
        card.setAttribute("aria-label", told.label);
        card.setAttribute("aria-selected", String(id === chosen));
        card.tabIndex = id === chosen ? 0 : -1;
      },
    };
  }

  function startDrag(/** @type {string} */ id, /** @type {PointerEvent} */ press) {
    if (press.button !== 0) return;
    const card = cards.get(id)?.root;
    if (!card) return;
    const life = new AbortController();
    const until = AbortSignal.any([signal, life.signal]);
    let isDragging = false;
    let to = order.indexOf(id);
    const end = () => {
      life.abort();
      card.classList.remove("is-dragged");
      marker.hidden = true;
    };
    listen(
      card,
      "pointermove",
      (/** @type {PointerEvent} */ move) => {
        if (!isDragging && Math.abs(move.clientX - press.clientX) < DRAG_FROM_PX) return;
        if (!isDragging) card.setPointerCapture(press.pointerId);
        isDragging = true;
        card.classList.add("is-dragged");
        to = landingPlace(boxes(), order.indexOf(id), move.clientX);
        showMarker(id, to);
      },
      until,
    );
    listen(
      card,
      "pointerup",
      () => {
        end();
        if (isDragging && to !== order.indexOf(id)) onMove(id, to);
      },
      until,
    );
    listen(card, "pointercancel", end, until);
    listen(
      root,
      "keydown",
      (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape") end();
      },
      until,
    );
  }

  function showMarker(/** @type {string} */ id, /** @type {number} */ to) {
    const others = order.filter((other) => other !== id);
    const next = cards.get(others[to] ?? "")?.root;
    const last = cards.get(others[to - 1] ?? "")?.root;
    const at = next ? next.offsetLeft - 4 : last ? last.offsetLeft + last.offsetWidth + 2 : 0;
    marker.style.left = `${at}px`;
    marker.hidden = false;
  }

  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (chosen === null || event.ctrlKey || event.metaKey) return;
      const at = order.indexOf(chosen);
      const steps = /** @type {Record<string, number>} */ ({
        ArrowLeft: at - 1,
        ArrowUp: at - 1,
        ArrowRight: at + 1,
        ArrowDown: at + 1,
        Home: 0,
        End: order.length - 1,
      });
      const to = steps[event.key];
      if (to !== undefined) {
        event.preventDefault();
        if (event.altKey) onMove(chosen, to);
        else if (order[to]) onChoose(order[to]);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        onDelete(chosen);
      }
    },
    signal,
  );

  return {
    root,
    focus,
    /**
     * @param {CardFacts[]} told in order
     * @param {string | null} chosenNow
     */
    show: (told, chosenNow) => {
      const hadFocus = root.contains(document.activeElement);
      chosen = chosenNow;
      order = told.map((card) => card.id);
      for (const [id, card] of cards) {
        if (order.includes(id)) continue;
        card.root.remove();
        cards.delete(id);
      }
      let before = root.firstElementChild;
      for (const facts of told) {
        const card = cards.get(facts.id) ?? createCard(facts.id);
        cards.set(facts.id, card);
        if (card.root === before) before = before.nextElementSibling;
        else root.insertBefore(card.root, before);
        card.show(facts);
      }
      root.append(marker);
      // A card that moved in the page has lost the focus, and so has one that is gone.
      if (hadFocus && !(chosen && cards.get(chosen)?.root.contains(document.activeElement))) focus();
    },
  };
}

/**
 * @typedef {object} CardFacts
 * @property {string} id
 * @property {number} number
 * @property {number} seconds
 * @property {string} length
 * @property {string} text
 * @property {string[]} facts
 * @property {boolean} hasWarning
 * @property {string} state what its job is doing
 * @property {string} phase of its job, or ""
 * @property {string} label the whole in one sentence
 */
