// PromptComposer: parts on one side, free text on the other, advice on both, the price on the button, clips below.
//
// Typing shows at once; the kernel answers with the other side, advice and price for a revision of the draft. While it
// is busy the draft waits in the model (ipywidgets sends only the newest), and the view says so. Every request carries
// the draft, because a request may overtake a draft that still waits.

import { createCardList } from "../card/list.js";
import { element, keepKeysInside, listen, setText } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests, isGivenUp } from "../shared/requests.js";
import { createSettingsRow } from "../shared/settings-row.js";
import { createSay } from "../shared/texts.js";
import { createAdvice } from "./advice.js";
import { createFields } from "./fields.js";
import { importText } from "./load.js";
import { createPrompt } from "./prompt.js";
import { createAnswerWatch, editDraft, isAnswered, isNewer } from "./state.js";
import { createTools } from "./tools.js";
import "./composer.css";

/** How long the kernel may owe an answer before the view says that it waits. */
const PATIENCE_MS = 1000;
/** A screen reader hears the outcome of an edit once the typing has paused. */
const PAUSE_MS = 900;

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
      const next = createView(model, life.signal, view.draft());
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
 * @param {import("./state.js").Draft} [before] of the view that this one follows
 */
function createView(model, signal, before) {
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  /** @type {import("./state.js").Choices} */
  const choices = model.get("_choices");
  const id = `sora-${Math.random().toString(36).slice(2, 10)}`;

  /** @type {import("./state.js").Draft} */
  let draft = model.get("_draft");
  if (before && !isNewer(before, draft)) draft = before;
  /** @type {() => import("./state.js").ComposerView} */
  const answer = () => model.get("_view");
  let isGenerating = false;
  let isBehind = false;
  /** @type {{ name: string, label: string, hint: string }[]} */
  let templates = [];

  const watch = createAnswerWatch({
    afterMs: PATIENCE_MS,
    onChange: (behind) => {
      isBehind = behind;
      prompt.showBehind(behind);
      showPrice();
    },
  });
  signal.addEventListener("abort", watch.stop, { once: true });

  const edit = (/** @type {Parameters<typeof editDraft>[2]} */ change) => {
    draft = editDraft(draft, answer(), change);
    model.set("_draft", draft);
    model.save_changes();
    showProblem("");
    watch.asked();
    announceLater();
  };

  /** Asks the kernel; what it refuses is shown. @param {string} kind @param {Record<string, unknown>} [more] */
  const ask = async (kind, more = {}) => {
    watch.asked();
    try {
      const { result } = await request(kind, { ...more, draft }, signal);
      showProblem("");
      return result;
    } catch (error) {
      showProblem(error);
    } finally {
      showView();
    }
  };
  const announce = (/** @type {string} */ text) => {
    clearTimeout(announcing);
    setText(announced, text);
  };
  /** Asks for a change of the words and says what came of it. @type {typeof ask} */
  const change = async (kind, more) => {
    const result = await ask(kind, more);
    if (result) announce(say("composer.written", { text: answer().text }));
    return result;
  };
  const press = async (/** @type {import("./state.js").AdviceState} */ advice) => {
    if (!advice.fix_label) return fields.focus(advice.part);
    const isDone = await ask("composer-apply", { code: advice.code, part: advice.part });
    if (isDone) {
      announce(say("composer.applied", { name: advice.fix_label, n: answer().advice.length }));
    }
  };
  const light = (/** @type {string | null} */ part) => {
    if (part) desk.dataset.lit = part;
    else delete desk.dataset.lit;
  };

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
    announce,
    revision: () => answer().revision,
    signal,
  });

  const detail = element("p", { class: "sora-composer__price" });
  const refusal = element("p", { class: "sora-composer__refusal", id: `${id}-refusal` });
  const problem = element("p", { class: "sora-composer__problem", role: "alert" });
  const announced = element("span", { class: "sora-unseen", role: "status" });
  const generate = element("button", {
    type: "button",
    class: "sora-composer__generate",
    title: say("composer.generate_hint"),
    "aria-describedby": `${id}-refusal`,
  });
  const cards = element("div", {
    class: "sora-composer__cards",
    role: "group",
    "aria-label": say("composer.clips"),
  });
  const cardList = createCardList({ host: cards, request, say, signal });

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
    element(
      "div",
      { class: "sora-composer__foot" },
      settings.root,
      element("div", { class: "sora-composer__words" }, detail, refusal),
      generate,
    ),
    problem,
  );
  const root = element("div", { class: "sora-composer" }, desk, cards, announced);

  function showProblem(/** @type {unknown} */ reason) {
    if (isGivenUp(reason)) return;
    setText(problem, reason instanceof Error ? reason.message : String(reason));
  }

  function showPrice() {
    const { price } = answer();
    setText(detail, price.detail);
    detail.title = price.provider_note;
    setText(refusal, price.refusal ?? "");
    detail.hidden = price.refusal !== null;
    setText(
      generate,
      isGenerating ? say("composer.sending") : say("composer.generate", { price: price.label }),
    );
    // While the kernel is behind, its refusal is about an older draft: let it judge the newest one.
    generate.setAttribute("aria-disabled", String(isGenerating || !(price.can_run || isBehind)));
  }

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
    showPrice();
    if (isKnown) watch.answered();
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let announcing;
  const announceLater = () => {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      const view = answer();
      setText(announced, say("composer.announce", { price: view.price.label, n: view.advice.length }));
    }, PAUSE_MS);
  };
  signal.addEventListener("abort", () => clearTimeout(announcing), { once: true });

  const run = async () => {
    if (generate.getAttribute("aria-disabled") === "true") return;
    // What was on the button when it was pressed: the kernel runs nothing that costs more, or elsewhere.
    const { label, provider } = answer().price;
    isGenerating = true;
    showProblem("");
    showPrice();
    await ask("composer-generate", { price: { label, provider } });
    isGenerating = false;
    showPrice();
  };
  listen(generate, "click", () => void run(), signal);

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
  const regions = [fields, prompt, advice, { root: generate, focus: () => generate.focus() }];
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      // AltGr, which writes letters (a Polish ż), is Ctrl and Alt on Windows.
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
      const key = event.key.toLowerCase();
      if (isCommand && key === "enter") void run();
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
  observe(model, "change:_cards", () => cardList.show(model.get("_cards")), signal);

  fields.show(answer().parts);
  fields.show(draft.parts);
  prompt.write(draft.text);
  settings.show(draft.settings);
  showView();
  cardList.show(model.get("_cards"));
  // Many words, and the same in every notebook: asked for rather than saved with it.
  request("composer-choices", {}, signal)
    .then(async ({ result }) => {
      templates = result.templates;
      fields.pickFrom(await importText(result.script), result.parts);
    })
    .catch(showProblem);
  return { root, draft: () => draft };
}

export default { render };
