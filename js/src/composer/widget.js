// PromptComposer: parts on one side, free text on the other, advice on both, the price on the button, clips below.
//
// Typing shows at once; the kernel answers with the other side, advice and price for a revision of the draft. While it
// is busy the draft waits in the model (ipywidgets sends only the newest), and the view says so. Every request carries
// the draft, because a request may overtake a draft that still waits.

import { createCardPlace } from "../card/place.js";
import { createAnnouncer } from "../shared/announcer.js";
import { createAnswerWatch } from "../shared/answer-watch.js";
import { createAsk } from "../shared/ask.js";
import { element, keepKeysInside, listen } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { importText } from "../shared/load.js";
import { createOrder } from "../shared/order.js";
import { createRequests } from "../shared/requests.js";
import { createSettingsRow } from "../shared/settings-row.js";
import { createSay } from "../shared/texts.js";
import { createAdvice } from "./advice.js";
import { createFields } from "./fields.js";
import { createPrompt } from "./prompt.js";
import { editDraft, isAnswered, isNewer } from "./state.js";
import { createTools } from "./tools.js";
import "./composer.css";

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  let life = createLifetime(signal);
  let view = createView(model, life.signal);
  el.append(view.root);
  // Another language: every word is another, so the view is made anew.
  observe(
    model,
    "change:_texts",
    () => {
      /** @type {HTMLInputElement | null} */
      const focused = view.root.querySelector(":focus");
      life.end();
      life = createLifetime(signal);
      const next = createView(model, life.signal, view.carried());
      view.root.replaceWith(next.root);
      view = next;
      if (!focused) return;
      // Who types goes on typing, and does not choose a language with the next letter.
      const { name, selectionStart, selectionEnd } = focused;
      /** @type {HTMLInputElement | null} */
      const same = view.root.querySelector(`[name="${name || "language"}"]`);
      same?.focus();
      same?.setSelectionRange?.(selectionStart, selectionEnd);
    },
    signal,
  );
  return end;
}

/**
 * @param {import("@anywidget/types").AnyModel} model
 * @param {AbortSignal} signal
 * @param {{ draft: import("./state.js").Draft, clips: import("../card/place.js").Clips | null }} [before] what the view
 *   that this one follows has
 */
function createView(model, signal, before) {
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  /** @type {import("./state.js").Choices} */
  const choices = model.get("_choices");
  const id = `sora-${Math.random().toString(36).slice(2, 10)}`;

  /** @type {import("./state.js").Draft} */
  let draft = model.get("_draft");
  if (before && !isNewer(before.draft, draft)) draft = before.draft;
  /** @type {() => import("./state.js").ComposerView} */
  const answer = () => model.get("_view");
  /** @type {{ name: string, label: string, hint: string }[]} */
  let templates = [];

  const watch = createAnswerWatch({
    onChange: (behind) => {
      prompt.showBehind(behind);
      order.showBehind(behind);
    },
  });
  signal.addEventListener("abort", watch.stop, { once: true });

  const edit = (/** @type {Parameters<typeof editDraft>[2]} */ change) => {
    draft = editDraft(draft, answer(), change);
    model.set("_draft", draft);
    model.save_changes();
    order.showProblem("");
    watch.asked();
    announcer.sayLater(() => {
      const { price, advice } = answer();
      return say("composer.announce", { price: price.label, n: advice.length });
    });
  };

  const ask = createAsk({
    request,
    draft: () => draft,
    watch,
    onProblem: (reason) => order.showProblem(reason),
    onAnswer: showView,
    signal,
  });
  /** Asks for a change of the words and says what came of it. @type {typeof ask} */
  const change = async (kind, more) => {
    const result = await ask(kind, more);
    if (result) announcer.say(say("composer.written", { text: answer().text }));
    return result;
  };
  const press = async (/** @type {import("./state.js").AdviceState} */ advice) => {
    if (!advice.fix_label) return fields.focus(advice.part);
    const isDone = await ask("composer-apply", { code: advice.code, part: advice.part });
    if (isDone) {
      announcer.say(say("composer.applied", { name: advice.fix_label, n: answer().advice.length }));
    }
  };
  const light = (/** @type {string | null} */ part) => {
    if (part) desk.dataset.lit = part;
    else delete desk.dataset.lit;
  };

  const announcer = createAnnouncer(signal);
  const fields = createFields({
    id,
    say,
    onEdit: (part, text, by) => edit({ parts: { [part]: text }, ...(by && { by }) }),
    onFocus: light,
    onPress: press,
    signal,
  });
  const prompt = createPrompt({ id, say, onEdit: (text) => edit({ text }), onHere: light, signal });
  const advice = createAdvice({ id, say, onPress: press, signal });
  const settings = createSettingsRow({
    models: choices.models,
    takes: choices.takes,
    say,
    onEdit: (next) => edit({ settings: next }),
    signal,
  });
  const tools = createTools({
    id,
    language: model.get("language"),
    say,
    ask: (kind, more) => (kind === "composer-copy" || kind === "composer-drafts" ? ask : change)(kind, more),
    templates: () => templates.map(({ name, label, hint }) => ({ label, hint, value: name })),
    onLanguage: (language) => {
      watch.asked();
      model.set("language", language);
      model.save_changes();
    },
    announce: announcer.say,
    revision: () => answer().revision,
    signal,
  });

  const order = createOrder({
    block: "sora-composer",
    id,
    hint: say("composer.generate_hint"),
    label: (price) => say("composer.generate", { price }),
    price: () => answer().price,
    onPress: ({ label, provider }) => ask("composer-generate", { price: { label, provider } }),
    say,
    signal,
  });
  const cards = element("div", {
    class: "sora-composer__cards",
    role: "group",
    "aria-label": say("composer.clips"),
  });
  const cardPlace = createCardPlace({
    host: cards,
    request,
    say,
    onProblem: order.showProblem,
    clips: before?.clips ?? null,
    signal,
  });

  const desk = element(
    "div",
    { class: "sora-composer__desk", role: "group", "aria-label": say("composer.name") },
    tools.root,
    element(
      "div",
      { class: "sora-composer__sides" },
      fields.root,
      element("div", { class: "sora-composer__right" }, prompt.root, advice.root),
    ),
    element("div", { class: "sora-composer__foot" }, settings.root, order.words, order.button),
    order.problem,
  );
  const root = element("div", { class: "sora-composer" }, desk, cards, announcer.root);

  function showView() {
    const view = answer();
    const isKnown = isAnswered(draft, view);
    const isTextOurs = !isKnown && (draft.side === "text" || draft.text !== "");
    if (isKnown || draft.side === "text") fields.show(view.parts);
    prompt.show(view, isTextOurs || !view.is_sound);
    const isBegun = view.text.trim() !== "";
    fields.showAdvice(isBegun ? view.advice : []);
    advice.show(view.advice, isBegun);
    tools.show(view);
    order.show();
    if (isKnown) watch.answered();
  }

  // Typing is undone by the browser in the field it was typed in; every other step by the kernel, which remembers it.
  listen(
    root,
    "input",
    (event) => {
      const field = /** @type {HTMLElement} */ (event.target);
      if ("setRangeText" in field) field.dataset.typed = "yes";
    },
    signal,
  );
  for (const [type, composing] of Object.entries({ compositionstart: "yes", compositionend: "" })) {
    listen(
      root,
      type,
      ({ target }) => Object.assign(/** @type {HTMLElement} */ (target).dataset, { composing }),
      signal,
    );
  }
  const regions = [fields, prompt, advice, { root: order.button, focus: () => order.button.focus() }];
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      // AltGr, which writes letters (a Polish ż), is Ctrl and Alt on Windows.
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
      const key = event.key.toLowerCase();
      if (isCommand && key === "enter") void order.press();
      else if (
        isCommand &&
        (key === "z" || key === "y") &&
        !target.dataset.typed &&
        !target.closest(".sora-card")
      ) {
        void change("composer-undo", { redo: key === "y" || event.shiftKey });
      } else if (key === "f6") {
        const at = regions.findIndex((region) => region.root.contains(target));
        regions.at((at + (event.shiftKey ? -1 : 1)) % regions.length)?.focus();
      } else return;
      event.preventDefault();
    },
    signal,
  );
  keepKeysInside(root, signal);

  observe(model, "change:_view", showView, signal);
  observe(
    model,
    "change:_draft",
    () => {
      /** @type {import("./state.js").Draft} */
      const incoming = model.get("_draft");
      if (!isNewer(draft, incoming)) return;
      draft = incoming;
      if (draft.side === "text") prompt.write(draft.text);
      else fields.show(draft.parts);
      settings.show(draft.settings);
    },
    signal,
  );
  observe(model, "change:_choices", () => settings.offer(model.get("_choices").models), signal);
  observe(model, "change:_cards", () => cardPlace.show(model.get("_cards")), signal);

  fields.show(answer().parts);
  fields.show(draft.parts);
  prompt.write(draft.text);
  settings.show(draft.settings);
  showView();
  void cardPlace.show(model.get("_cards"));
  // Many words, and the same in every notebook: asked for rather than saved with it.
  request("composer-choices", {}, signal)
    .then(async ({ result }) => {
      templates = result.templates;
      fields.pickFrom(await importText(result.script), result.parts);
    })
    .catch(order.showProblem);
  return { root, carried: () => ({ draft, clips: cardPlace.clips() }) };
}

export default { render };
