// The row above the desk: where to begin, what was before, what to take along, and in which language.

import { element, icon, listen, setText } from "../shared/dom.js";
import { icons } from "../shared/icons.js";
import { createMenu } from "../shared/menu.js";
import { copyText } from "./clipboard.js";

const FORMS = ["text", "blocks", "python", "json"];
const LANGUAGES = { en: "English", fr: "Français" };
const KEYS = ["next", "regions", "open", "undo", "generate"];

/**
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.language
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(kind: string, fields?: Record<string, unknown>) => Promise<any>} options.ask the kernel; undefined when it refused
 * @param {() => import("../shared/menu.js").MenuItem[]} options.templates
 * @param {(language: string) => void} options.onLanguage
 * @param {(said: string) => void} options.announce
 * @param {() => number} options.revision what the kernel has answered
 * @param {AbortSignal} options.signal
 */
export function createTools({ id, language, say, ask, templates, onLanguage, announce, revision, signal }) {
  const turn = (/** @type {"undo" | "redo"} */ name) => {
    const button = element("button", { type: "button", class: "sora-tool" }, icon(icons[name]));
    listen(
      button,
      "click",
      () =>
        button.getAttribute("aria-disabled") === "true" || ask("composer-undo", { redo: name === "redo" }),
      signal,
    );
    return button;
  };
  const turns = { undo: turn("undo"), redo: turn("redo") };
  const menu = (
    /** @type {string} */ name,
    /** @type {() => any} */ load,
    /** @type {(value: any) => void} */ onPick,
  ) =>
    createMenu({
      label: say(`composer.${name}`),
      empty: say("composer.no_drafts"),
      load,
      onPick: (item) => onPick(item.value),
      signal,
    }).root;

  const byHand = element("textarea", {
    class: "sora-composer__by-hand",
    readonly: true,
    rows: 4,
    "aria-label": say("composer.copy_by_hand"),
    hidden: true,
  });
  /** What stands in the clipboard is this revision: said until there is another. */
  let copiedAt = -1;
  const copy = async (/** @type {string} */ form) => {
    const answer = await ask("composer-copy", { form });
    if (!answer) return;
    const isCopied = await copyText(answer.text, root);
    copiedAt = revision();
    byHand.hidden = isCopied;
    const outcome = say(isCopied ? "composer.copied" : "composer.copy_by_hand");
    announce(outcome);
    setText(said, outcome);
    if (isCopied) return;
    byHand.value = answer.text;
    byHand.focus();
    byHand.select();
  };
  listen(byHand, "blur", () => byHand.setAttribute("hidden", ""), signal);

  const languages = element(
    "select",
    { class: "sora-select", "aria-label": say("composer.language"), name: "language" },
    ...Object.entries(LANGUAGES).map(([value, text]) => element("option", { value, lang: value, text })),
  );
  languages.value = language;
  listen(languages, "change", () => onLanguage(languages.value), signal);

  const keys = element(
    "dl",
    { class: "sora-composer__keys", id: `${id}-keys`, hidden: true },
    ...KEYS.flatMap((key) => [
      element("dt", { text: say(`composer.key_${key}`) }),
      element("dd", { text: say(`composer.key_${key}_does`) }),
    ]),
  );
  const help = element("button", {
    type: "button",
    class: "sora-tool",
    text: "?",
    "aria-label": say("composer.keys"),
    title: say("composer.keys"),
    "aria-expanded": "false",
    "aria-controls": keys.id,
  });
  listen(
    help,
    "click",
    () => {
      keys.hidden = !keys.hidden;
      help.setAttribute("aria-expanded", String(!keys.hidden));
    },
    signal,
  );

  const said = element("span", { class: "sora-composer__said", "aria-hidden": "true" });
  const root = element(
    "div",
    { class: "sora-composer__tools", role: "group", "aria-label": say("composer.tools") },
    menu("templates", templates, (name) => ask("composer-template", { name })),
    menu(
      "drafts",
      async () =>
        ((await ask("composer-drafts"))?.drafts ?? []).map((/** @type {string} */ text) => ({
          label: text,
          value: text,
        })),
      (text) => ask("composer-restore", { text }),
    ),
    turns.undo,
    turns.redo,
    said,
    menu("copy", () => FORMS.map((value) => ({ label: say(`composer.copy_${value}`), value })), copy),
    languages,
    help,
  );
  return {
    root: element("div", {}, root, keys, byHand),
    /** @param {import("./state.js").ComposerView} view */
    show: (view) => {
      if (view.revision !== copiedAt) setText(said, "");
      for (const name of /** @type {const} */ (["undo", "redo"])) {
        const what = view[name];
        const label = what === null ? say(`composer.${name}`) : say(`composer.${name}_what`, { name: what });
        turns[name].setAttribute("aria-label", label);
        turns[name].title = label;
        turns[name].setAttribute("aria-disabled", String(what === null));
      }
    },
  };
}
