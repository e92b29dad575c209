// Under the picture: what was asked and what came, where it is from, the notes on it, the measures of it.
//
// A caption that is always in sight, and a quiet row of buttons, of which one at a time opens its panel.

import { element, keepKeysInside, listen } from "../../shared/dom.js";
import { objectUrl } from "../../shared/lifetime.js";
import { createCaption } from "./caption.js";
import { createCredentials } from "./credentials.js";
import { createFacts } from "./facts.js";
import { createMarkList } from "./mark-list.js";
import { createDots, createMarks } from "./marks.js";
import { createMeasures } from "./measures.js";
import "./panels.css";

/** @typedef {import("./clip.js").ClipState} ClipState */
/** @typedef {import("./clip.js").Mark} Mark */
/** @typedef {"facts" | "credentials" | "marks" | "measures"} PanelName */

/**
 * @typedef {object} PanelsOptions
 * @property {ClipState} clip
 * @property {import("../../shared/texts.js").Say} say
 * @property {string} language "en" or "fr"
 * @property {import("../../shared/requests.js").Request | null} request null where there never is a kernel
 * @property {{ positionS: () => number, goTo: (timeS: number) => void, frame: () => number,
 *   announce: (text: string) => void, focus: () => void, scrub?: HTMLElement }} player `scrub` is positioned and as wide
 *   as the track: the marks' dots lie on it
 * @property {{ list: () => Mark[], add: (mark: Mark) => unknown, change: (mark: Mark) => unknown,
 *   remove: (id: string) => unknown, onChange: (callback: () => void) => void }} marks what `add`, `change` and `remove`
 *   return is awaited; its failure is shown
 * @property {AbortSignal} signal
 */
/** @typedef {Omit<PanelsOptions, "marks"> & { marks: import("./mark-list.js").MarkList }} PanelContext */

/** @param {PanelsOptions} options */
export function createPanels(options) {
  const { clip, say, language, signal } = options;
  const marks = createMarkList(options.marks);
  const context = { ...options, marks };
  const makers = {
    facts: createFacts,
    credentials: createCredentials,
    marks: createMarks,
    measures: createMeasures,
  };
  /** @type {Partial<Record<PanelName, any>>} */
  const made = {};
  const make = (/** @type {PanelName} */ name) => {
    if (!made[name]) {
      made[name] = makers[name](context);
      panels[name].body.append(made[name].root);
    }
    return made[name];
  };
  const prefix = `sora-${Math.random().toString(36).slice(2)}`;
  const panels = /** @type {Record<PanelName, { button: HTMLButtonElement, body: HTMLElement }>} */ (
    Object.fromEntries(
      Object.keys(makers).map((name) => {
        const id = `${prefix}-${name}`;
        const label = say(`panels.${name}`);
        const button = element("button", {
          type: "button",
          class: `sora-panels__open is-${name}`,
          id: `${id}-open`,
          "aria-expanded": "false",
          "aria-controls": id,
          text: label,
        });
        const body = element("section", {
          class: "sora-panels__panel",
          id,
          "aria-labelledby": button.id,
          hidden: true,
        });
        return [name, { button, body }];
      }),
    )
  );
  const names = /** @type {PanelName[]} */ (Object.keys(makers));
  /** @param {PanelName | null} opened */
  const open = (opened) => {
    for (const name of names) {
      panels[name].body.hidden = name !== opened;
      panels[name].button.setAttribute("aria-expanded", String(name === opened));
    }
    if (!opened) return;
    const panel = make(opened);
    panel.opened?.();
  };
  const caption = createCaption({ clip, say, language });
  const root = element(
    "figcaption",
    { class: "sora-player__caption", "data-lm-suppress-shortcuts": "true" },
    caption,
    element(
      "div",
      { class: "sora-panels__row", role: "group", "aria-label": say("panels.name") },
      ...names.map((name) => panels[name].button),
    ),
    ...names.map((name) => panels[name].body),
  );
  for (const name of names) {
    listen(panels[name].button, "click", () => open(panels[name].body.hidden ? name : null), signal);
  }
  const addMarkHere = () => {
    open("marks");
    make("marks").addHere();
  };
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const opened = names.find((name) => !panels[name].body.hidden);
      if (event.key === "Escape" && opened) {
        open(null);
        panels[opened].button.focus();
      }
      const isTyping = event.target instanceof HTMLInputElement;
      if (isTyping || event.key.toLowerCase() !== "n" || event.ctrlKey || event.metaKey || event.altKey)
        return;
      event.preventDefault();
      addMarkHere();
    },
    signal,
  );
  const count = () => {
    const total = marks.list().length;
    panels.marks.button.textContent = total ? say("panels.marks.count", { n: total }) : say("panels.marks");
  };
  marks.onChange(count);
  count();
  createDots(context);
  keepKeysInside(root, signal);

  return {
    root,
    trackUrl: clip.captions ? objectUrl(new Blob([clip.captions], { type: "text/vtt" }), signal) : null,
    /** A new mark at the frame on screen, open for its words. */
    addMarkHere,
  };
}
