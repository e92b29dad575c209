// PromptComposer: parts on one side, the prompt they make on the other, its price on the button, its clips below.
//
// Typing shows at once; the kernel answers with text, advice and price for a revision of the draft. While it is busy
// the draft waits in the model (ipywidgets sends only the newest), and the view says so. Every request carries the
// draft, because a request may overtake a draft that still waits.

import { createCardList } from "../card/list.js";
import { element, keepKeysInside, listen, setText } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests, isGivenUp } from "../shared/requests.js";
import { createSettingsRow } from "../shared/settings-row.js";
import { createSay } from "../shared/texts.js";
import { createFields } from "./fields.js";
import { createAdvice, createPrompt } from "./prompt.js";
import { createAnswerWatch, editDraft, isNewer } from "./state.js";
import "./composer.css";

/** How long the kernel may owe an answer before the view says that it waits. */
const PATIENCE_MS = 1000;
/** A screen reader hears the outcome of an edit once the typing has paused. */
const PAUSE_MS = 900;

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  /** @type {import("./state.js").Choices} */
  const choices = model.get("_choices");
  const id = `sora-${Math.random().toString(36).slice(2, 10)}`;

  /** @type {import("./state.js").Draft} */
  let draft = model.get("_draft");
  let isGenerating = false;
  let isBehind = false;

  const watch = createAnswerWatch({
    afterMs: PATIENCE_MS,
    onChange: (behind) => {
      isBehind = behind;
      prompt.showBehind(behind);
      showPrice();
    },
  });
  signal.addEventListener("abort", watch.stop, { once: true });

  const edit = (/** @type {Parameters<typeof editDraft>[1]} */ change) => {
    draft = editDraft(draft, change);
    model.set("_draft", draft);
    model.save_changes();
    showProblem("");
    watch.asked();
    announceLater();
  };

  const fields = createFields({
    id,
    choices: choices.parts,
    say,
    onEdit: (part, text) => edit({ parts: { [part]: text } }),
    onFocus: (part) => prompt.light(part),
    signal,
  });
  const prompt = createPrompt({ id, say });
  const advice = createAdvice({
    id,
    say,
    onApply: async (wanted) => {
      fields.focus(wanted.part);
      watch.asked();
      try {
        await request("composer-apply", { code: wanted.code, part: wanted.part, draft }, signal);
        showProblem("");
      } catch (error) {
        showProblem(error);
      } finally {
        showView();
      }
    },
    onGoTo: (part) => fields.focus(part),
    signal,
  });
  const settings = createSettingsRow({
    models: choices.models,
    takes: choices.takes,
    say,
    onEdit: (next) => edit({ settings: next }),
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

  const root = element(
    "div",
    { class: "sora-composer" },
    element(
      "div",
      { class: "sora-composer__desk", role: "group", "aria-label": say("composer.name") },
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
    ),
    cards,
    announced,
  );

  function showProblem(/** @type {unknown} */ reason) {
    if (isGivenUp(reason)) return;
    setText(problem, reason instanceof Error ? reason.message : String(reason));
  }

  function showPrice() {
    /** @type {import("./state.js").PriceState} */
    const price = model.get("_view").price;
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
    /** @type {import("./state.js").ComposerView} */
    const view = model.get("_view");
    prompt.show(view.text, view.spans);
    advice.show(view.advice);
    showPrice();
    if (view.revision >= draft.revision) watch.answered();
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let announcing;
  const announceLater = () => {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      /** @type {import("./state.js").ComposerView} */
      const view = model.get("_view");
      setText(announced, say("composer.announce", { price: view.price.label, n: view.advice.length }));
    }, PAUSE_MS);
  };
  signal.addEventListener("abort", () => clearTimeout(announcing), { once: true });

  const run = async () => {
    if (generate.getAttribute("aria-disabled") === "true") return;
    // What was on the button when it was pressed: the kernel runs nothing that costs more, or elsewhere.
    const { label, provider } = /** @type {import("./state.js").ComposerView} */ (model.get("_view")).price;
    const price = { label, provider };
    isGenerating = true;
    showProblem("");
    showPrice();
    watch.asked();
    try {
      await request("composer-generate", { draft, price }, signal);
    } catch (error) {
      showProblem(error);
    } finally {
      isGenerating = false;
      showView();
    }
  };
  listen(generate, "click", () => void run(), signal);
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void run();
      }
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
      fields.show(draft.parts);
      settings.show(draft.settings);
    },
    signal,
  );
  observe(model, "change:_choices", () => settings.offer(model.get("_choices").models), signal);
  observe(model, "change:_cards", () => cardList.show(model.get("_cards")), signal);

  fields.show(draft.parts);
  settings.show(draft.settings);
  showView();
  cardList.show(model.get("_cards"));
  el.append(root);
  return end;
}

export default { render };
