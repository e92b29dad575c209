// StoryboardEditor: shots on a timeline, the desk of the chosen one, the characters, and one button for the whole.
//
// Typing shows at once; the kernel answers with prompts, advice and price for a revision of the draft. While it is busy
// the draft waits in the model (ipywidgets sends only the newest), and the view says so. Every request carries the
// draft, because a request may overtake a draft that still waits.

import { importText } from "../composer/load.js";
import { createAnswerWatch } from "../composer/state.js";
import { element, keepKeysInside, listen, setText } from "../shared/dom.js";
import { sizeLabel } from "../shared/format.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests, isGivenUp } from "../shared/requests.js";
import { fitSettings } from "../shared/settings.js";
import { createSay } from "../shared/texts.js";
import { createCharacters } from "./characters.js";
import { createGroup } from "./group.js";
import { createShotDesk } from "./shot.js";
import { editBoard, freshId, neighbour, runningTime } from "./state.js";
import { createTimeline } from "./timeline.js";
import "./storyboard.css";

/** How long the kernel may owe an answer before the view says that it waits. */
const PATIENCE_MS = 1000;
/** A screen reader hears the outcome of an edit once the typing has paused. */
const PAUSE_MS = 900;
const MOST_UNDONE = 50;

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  const id = `sora-${Math.random().toString(36).slice(2, 10)}`;

  /** @type {import("./state.js").BoardDraft} */
  let draft = model.get("_draft");
  /** @type {string | null} */
  let chosen = draft.shots[0]?.id ?? null;
  /** Edits that take back what was done here, newest last. @type {{ what: string, edit: import("./state.js").Edit }[]} */
  let undoable = [];
  /** Every id this view has seen: one that was taken out may come back. */
  const seen = new Set([...draft.shots, ...draft.characters].map((row) => row.id));
  let isGenerating = false;
  let isBehind = false;

  const watch = createAnswerWatch({
    afterMs: PATIENCE_MS,
    onChange: (behind) => {
      isBehind = behind;
      setText(waiting, behind ? say("composer.waiting_for_kernel") : "");
      desk.showBehind(behind);
      showPrice();
    },
  });
  signal.addEventListener("abort", watch.stop, { once: true });

  // -- edits ---------------------------------------------------------------------------------------------------------

  /**
   * @param {import("./state.js").Edit} edit
   * @param {string} [what] how undo calls it; without it the edit is typing, which the field itself undoes
   */
  function edit(edit, what) {
    const made = editBoard(draft, edit);
    if (made === null) return false;
    draft = made.draft;
    if (what) undoable = [...undoable, { what, edit: made.inverse }].slice(-MOST_UNDONE);
    model.set("_draft", draft);
    model.save_changes();
    showProblem("");
    watch.asked();
    for (const row of [...draft.shots, ...draft.characters]) seen.add(row.id);
    if (!draft.shots.some((shot) => shot.id === chosen))
      chosen = neighbour(draft.shots, draft.shots.length - 1);
    show();
    announceLater();
    return true;
  }
  const placeOf = (/** @type {string | null} */ shotId) =>
    draft.shots.findIndex((shot) => shot.id === shotId);
  const choose = (/** @type {string} */ shotId) => {
    chosen = shotId;
    show();
    if (timeline.root.contains(document.activeElement)) timeline.focus();
  };
  const addShot = () => {
    const at = chosen === null ? draft.shots.length : placeOf(chosen) + 1;
    const made = { ...blankShot(), seconds: draft.shots[at - 1]?.seconds ?? blankShot().seconds };
    chosen = made.id;
    edit({ kind: "insert", shot: made, at }, say("storyboard.did_add"));
    announce(say("storyboard.added", { n: at + 1 }));
    desk.focus();
  };
  const duplicate = () => {
    const at = placeOf(chosen);
    const shot = draft.shots[at];
    if (!shot) return;
    const made = { ...shot, id: freshId("s", seen), characters: [...shot.characters] };
    chosen = made.id;
    edit({ kind: "insert", shot: made, at: at + 1 }, say("storyboard.did_duplicate"));
    announce(say("storyboard.duplicated", { n: at + 2 }));
  };
  const deleteShot = (/** @type {string | null} */ shotId) => {
    const at = placeOf(shotId);
    if (shotId === null || at < 0) return;
    if (chosen === shotId) chosen = draft.shots[at + 1]?.id ?? draft.shots[at - 1]?.id ?? null;
    const hadFocus = root.contains(document.activeElement);
    edit({ kind: "remove", id: shotId }, say("storyboard.did_delete"));
    announce(say("storyboard.deleted", { n: at + 1 }));
    if (hadFocus && chosen === null) add.focus();
  };
  const move = (/** @type {string | null} */ shotId, /** @type {number} */ to) => {
    if (shotId === null) return;
    chosen = shotId;
    const isMoved = edit({ kind: "move", id: shotId, to }, say("storyboard.did_move"));
    announce(
      isMoved
        ? say("storyboard.moved", { n: placeOf(shotId) + 1, total: draft.shots.length })
        : say("storyboard.no_move"),
    );
    if (!isMoved) show();
  };
  const takeBack = () => {
    const last = undoable.at(-1);
    if (!last) return;
    undoable = undoable.slice(0, -1);
    if (last.edit.kind === "insert") chosen = last.edit.shot.id;
    else if (last.edit.kind === "move" || last.edit.kind === "change") chosen = last.edit.id;
    edit(last.edit);
    show();
    announce(say("storyboard.undone", { what: last.what }));
  };
  const blankShot = () => ({
    id: freshId("s", seen),
    text: "",
    seconds: modelNow()?.seconds[0] ?? 4,
    cut: "cut",
    note: "",
    characters: [],
  });
  const modelNow = () =>
    /** @type {import("./state.js").BoardChoices} */ (model.get("_choices")).models.find(
      (one) => one.id === draft.settings.model,
    );

  // -- the pieces ----------------------------------------------------------------------------------------------------

  const timeline = createTimeline({ id, say, onChoose: choose, onMove: move, onDelete: deleteShot, signal });
  const desk = createShotDesk({
    id,
    cuts: /** @type {import("./state.js").BoardChoices} */ (model.get("_choices")).cuts,
    say,
    onEdit: (to) => chosen && edit({ kind: "change", id: chosen, to }),
    onApply: async (advice) => {
      const shotId = chosen;
      const before = draft.shots[placeOf(shotId)];
      if (shotId === null || !before) return;
      desk.focus();
      watch.asked();
      try {
        await request("storyboard-apply", { shot_id: shotId, code: advice.code, draft }, signal);
        const back = /** @type {const} */ ({ kind: "change", id: shotId, to: { text: before.text } });
        undoable = [...undoable, { what: say("storyboard.did_apply"), edit: back }].slice(-MOST_UNDONE);
        showProblem("");
      } catch (error) {
        showProblem(error);
      } finally {
        show();
      }
    },
    signal,
  });
  const characters = createCharacters({
    id,
    say,
    onAdd: () => {
      const made = { id: freshId("c", seen), name: "", sheet: "" };
      edit({ kind: "insert-character", character: made, at: draft.characters.length, shots: [] });
      characters.focus(made.id);
    },
    onEdit: (characterId, to) => edit({ kind: "change-character", id: characterId, to }),
    onDelete: (characterId) => {
      edit({ kind: "remove-character", id: characterId }, say("storyboard.did_delete_character"));
      characters.focusAdd();
    },
    signal,
  });
  const button = (/** @type {string} */ key, /** @type {() => void} */ act) => {
    const made = element("button", { type: "button", class: "sora-button", text: say(key) });
    listen(made, "click", () => made.getAttribute("aria-disabled") !== "true" && act(), signal);
    return made;
  };
  const add = button("storyboard.add", addShot);
  const earlier = button("storyboard.earlier", () => move(chosen, placeOf(chosen) - 1));
  const later = button("storyboard.later", () => move(chosen, placeOf(chosen) + 1));
  const copy = button("storyboard.duplicate", duplicate);
  const remove = button("storyboard.delete", () => deleteShot(chosen));
  const undo = button("storyboard.undo", takeBack);

  const title = element("input", {
    class: "sora-storyboard__title",
    type: "text",
    "aria-label": say("storyboard.title"),
    placeholder: say("storyboard.title_hint"),
    autocomplete: "off",
  });
  listen(title, "input", () => edit({ kind: "board", to: { title: title.value } }), signal);
  const total = element("span", { class: "sora-storyboard__total" });
  const waiting = element("span", { class: "sora-storyboard__waiting", role: "status" });
  const announced = element("span", { class: "sora-unseen", role: "status" });

  const lists = {
    model: element("select", { class: "sora-select", "aria-label": say("settings.model") }),
    size: element("select", { class: "sora-select", "aria-label": say("settings.size") }),
  };
  for (const list of Object.values(lists)) {
    listen(list, "change", () => takeSettings(), signal);
  }
  const linked = element("input", { type: "checkbox", "aria-describedby": `${id}-linked` });
  listen(linked, "change", () => edit({ kind: "board", to: { is_linked: linked.checked } }), signal);
  const linkedHow = element("span", { class: "sora-storyboard__hint", id: `${id}-linked` });

  const detail = element("p", { class: "sora-storyboard__price" });
  const refusal = element("p", { class: "sora-storyboard__refusal", id: `${id}-refusal` });
  const problem = element("p", { class: "sora-storyboard__problem", role: "alert" });
  const generate = element("button", {
    type: "button",
    class: "sora-storyboard__generate",
    title: say("storyboard.generate_hint"),
    "aria-describedby": `${id}-refusal`,
  });
  const group = createGroup({ request, say, signal });
  const cards = element("div", {
    class: "sora-storyboard__cards",
    role: "group",
    "aria-label": say("storyboard.clips"),
  });
  /** @type {Promise<ReturnType<typeof import("./clips.js").createCardList>> | null} */
  let cardList = null;

  const root = element(
    "div",
    { class: "sora-storyboard" },
    element(
      "div",
      { class: "sora-storyboard__desk", role: "group", "aria-label": say("storyboard.name") },
      element("div", { class: "sora-storyboard__head" }, title, waiting, total),
      timeline.root,
      element("div", { class: "sora-storyboard__tools" }, add, copy, remove, earlier, later, undo),
      element("div", { class: "sora-storyboard__sides" }, desk.root, characters.root),
      element(
        "div",
        { class: "sora-storyboard__foot" },
        lists.model,
        lists.size,
        element(
          "div",
          { class: "sora-storyboard__linked" },
          element(
            "label",
            { class: "sora-storyboard__tick" },
            linked,
            document.createTextNode(say("storyboard.linked")),
          ),
          linkedHow,
        ),
        element("div", { class: "sora-storyboard__words" }, detail, refusal),
        generate,
      ),
      problem,
    ),
    group.root,
    cards,
    announced,
  );

  // -- what is shown -------------------------------------------------------------------------------------------------

  function takeSettings() {
    const choices = /** @type {import("./state.js").BoardChoices} */ (model.get("_choices"));
    const wanted = choices.models.find((one) => one.id === lists.model.value);
    const picked = { model: lists.model.value, size: lists.size.value, seconds: 0, takes: 1 };
    const { size } = picked.model === draft.settings.model ? picked : fitSettings(picked, wanted);
    edit({ kind: "board", to: { settings: { model: picked.model, size } } });
  }

  function fill(
    /** @type {HTMLSelectElement} */ list,
    /** @type {string[]} */ values,
    /** @type {string} */ chosenValue,
    /** @type {(value: string) => string} */ label,
  ) {
    const all = values.includes(chosenValue) ? values : [...values, chosenValue];
    if (list.dataset.values !== all.join("|")) {
      list.replaceChildren(...all.map((value) => element("option", { value, text: label(value) })));
      list.dataset.values = all.join("|");
    }
    list.value = chosenValue;
  }

  function showProblem(/** @type {unknown} */ reason) {
    if (isGivenUp(reason)) return;
    setText(problem, reason instanceof Error ? reason.message : String(reason));
  }

  function announce(/** @type {string} */ text) {
    clearTimeout(announcing);
    setText(announced, text);
  }

  function showPrice() {
    /** @type {import("./state.js").BoardView} */
    const view = model.get("_view");
    const { price } = view;
    setText(detail, price.detail);
    detail.title = price.provider_note;
    setText(refusal, price.refusal ?? "");
    detail.hidden = price.refusal !== null;
    setText(
      generate,
      isGenerating ? say("composer.sending") : say("storyboard.generate", { price: price.label }),
    );
    // While the kernel is behind, its refusal is about an older draft: let it judge the newest one.
    generate.setAttribute("aria-disabled", String(isGenerating || !(price.can_run || isBehind)));
    linked.disabled = !view.can_link;
    linked.checked = draft.is_linked && view.can_link;
    setText(linkedHow, say(view.can_link ? "storyboard.linked_how" : "storyboard.linked_cannot"));
  }

  /** How many shots there are and how long they are together, in words. */
  function sayTotal(/** @type {number} */ seconds) {
    const n = draft.shots.length;
    return say(n === 1 ? "storyboard.total_one" : "storyboard.total", { n, time: runningTime(seconds) });
  }

  function show() {
    /** @type {import("./state.js").BoardView} */
    const view = model.get("_view");
    const choices = /** @type {import("./state.js").BoardChoices} */ (model.get("_choices"));
    const jobs = jobsByShot(model.get("_cards"));
    const count = draft.shots.length;
    timeline.show(
      draft.shots.map((shot, index) =>
        factsOf(shot, index, count, view.shots[shot.id], jobs.get(shot.id), choices),
      ),
      chosen,
    );
    const at = placeOf(chosen);
    const shot = draft.shots[at];
    desk.show({ shot, number: at + 1, lengths: modelNow()?.seconds ?? [], characters: draft.characters });
    desk.showView(shot && view.shots[shot.id]);
    characters.show(draft.characters);
    if (title.value !== draft.title) title.value = draft.title;
    setText(total, sayTotal(draft.shots.reduce((sum, one) => sum + one.seconds, 0)));
    for (const [one, isOff] of /** @type {[HTMLElement, boolean][]} */ ([
      [copy, !shot],
      [remove, !shot],
      [earlier, at <= 0],
      [later, at < 0 || at === count - 1],
      [undo, undoable.length === 0],
    ])) {
      one.setAttribute("aria-disabled", String(isOff));
    }
    // What is shown of prompts, advice and price is older than what was typed.
    root.setAttribute("aria-busy", String(view.revision < draft.revision));
    const last = undoable.at(-1);
    setText(undo, last ? say("storyboard.undo_what", { what: last.what }) : say("storyboard.undo"));
    fill(
      lists.model,
      choices.models.map((one) => one.id),
      draft.settings.model,
      String,
    );
    fill(lists.size, modelNow()?.sizes ?? [], draft.settings.size, sizeLabel);
    lists.model.title = modelNow()?.note ?? "";
    showPrice();
  }

  function factsOf(
    /** @type {import("./state.js").ShotDraft} */ shot,
    /** @type {number} */ index,
    /** @type {number} */ count,
    /** @type {import("./state.js").ShotView | undefined} */ view,
    /** @type {import("../card/state.js").CardState | undefined} */ job,
    /** @type {import("./state.js").BoardChoices} */ choices,
  ) {
    const facts = [];
    const cut = choices.cuts.find((one) => one.name === shot.cut)?.label ?? shot.cut;
    if (index > 0 && shot.cut !== "cut") facts.push(say("storyboard.card_cut", { cut }));
    if (shot.note.trim()) facts.push(say("storyboard.card_note"));
    const n = view?.advice.length ?? 0;
    if (n) facts.push(say(n === 1 ? "storyboard.card_one_advice" : "storyboard.card_advice", { n }));
    const text = shot.text.trim();
    const state = job?.progress != null ? `${job.label} ${job.progress} %` : (job?.label ?? "");
    const spoken = say("storyboard.card_label", {
      n: index + 1,
      total: count,
      seconds: shot.seconds,
      text: text || say("storyboard.empty_shot"),
    });
    return {
      id: shot.id,
      number: index + 1,
      seconds: shot.seconds,
      length: say("storyboard.n_seconds", { n: shot.seconds }),
      text,
      facts,
      hasWarning: view?.advice.some((one) => one.severity === "warning") ?? false,
      state,
      phase: job?.phase ?? "",
      label: [spoken, ...facts, state].filter(Boolean).join(". "),
    };
  }

  function showView() {
    /** @type {import("./state.js").BoardView} */
    const view = model.get("_view");
    show();
    if (view.revision >= draft.revision) watch.answered();
  }

  async function loadCards() {
    const { result } = await request("storyboard-clips", {}, signal);
    /** @type {typeof import("./clips.js")} */
    const clips = await importText(result.script);
    return clips.createCardList({ host: cards, request, say, signal });
  }

  async function showCards() {
    show(); // the timeline tells of the jobs, also before there is a card
    if (model.get("_cards").length === 0 && cardList === null) return;
    try {
      cardList ??= loadCards();
      const list = await cardList;
      if (signal.aborted) return;
      /** @type {import("../card/state.js").CardState[]} */
      const told = model.get("_cards");
      list.show(told);
      putInOrder(told);
    } catch (error) {
      cardList = null;
      showProblem(error);
    }
  }

  function putInOrder(/** @type {import("../card/state.js").CardState[]} */ told) {
    // The newest run stands first; a card of an earlier run that belongs to it again moves up.
    const wanted = told.map((card) => card.job_id);
    const found = Array.from(cards.children, (card) => /** @type {HTMLElement} */ (card));
    if (found.some((card, index) => card.dataset.job !== wanted[index])) {
      const byJob = new Map(found.map((card) => [card.dataset.job, card]));
      cards.append(...wanted.map((job) => byJob.get(job)).filter((card) => card !== undefined));
    }
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let announcing;
  function announceLater() {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      /** @type {import("./state.js").BoardView} */
      const view = model.get("_view");
      setText(
        announced,
        say("storyboard.announce", { total: sayTotal(view.total_s), price: view.price.label }),
      );
    }, PAUSE_MS);
  }
  signal.addEventListener("abort", () => clearTimeout(announcing), { once: true });

  const run = async () => {
    if (generate.getAttribute("aria-disabled") === "true") return;
    // What was on the button when it was pressed: the kernel runs nothing that costs more, or elsewhere.
    const { label, cost_usd, provider } = /** @type {import("./state.js").BoardView} */ (model.get("_view"))
      .price;
    isGenerating = true;
    showProblem("");
    showPrice();
    watch.asked();
    try {
      await request("storyboard-generate", { draft, price: { label, cost_usd, provider } }, signal);
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
      const isCommand = event.ctrlKey || event.metaKey;
      const isTyping =
        event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isCommand && event.key === "Enter") {
        event.preventDefault();
        void run();
      } else if (isCommand && !event.shiftKey && event.key.toLowerCase() === "z" && !isTyping) {
        event.preventDefault();
        takeBack();
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
      /** @type {import("./state.js").BoardDraft} */
      const incoming = model.get("_draft");
      // Ours wins a tie: what was typed is never taken back, and it is on its way to the kernel.
      if (incoming.revision <= draft.revision) return;
      draft = incoming;
      for (const row of [...draft.shots, ...draft.characters]) seen.add(row.id);
      if (placeOf(chosen) < 0) chosen = draft.shots[0]?.id ?? null;
      show();
    },
    signal,
  );
  observe(model, "change:_choices", show, signal);
  observe(model, "change:_cards", () => void showCards(), signal);
  observe(model, "change:_group", () => group.show(model.get("_group")), signal);

  showView();
  void showCards();
  group.show(model.get("_group"));
  el.append(root);
  return end;
}

/**
 * The jobs of the newest run, by the id of their shot.
 *
 * @param {(import("../card/state.js").CardState & { shot_id?: string })[]} cards
 */
function jobsByShot(cards) {
  /** @type {Map<string, import("../card/state.js").CardState>} */
  const found = new Map();
  for (const card of cards) if (card.shot_id) found.set(card.shot_id, card);
  return found;
}

export default { render };
