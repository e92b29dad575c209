// StoryboardEditor: shots on a timeline, the desk of the chosen one, the characters, and one button for the whole.
//
// Typing shows at once; the kernel answers with prompts, advice and price for a revision of the draft. While it is busy
// the draft waits in the model (ipywidgets sends only the newest), and the view says so. Every request carries the
// draft, because a request may overtake a draft that still waits.

import { createCardPlace } from "../card/place.js";
import { createAnnouncer } from "../shared/announcer.js";
import { createAnswerWatch } from "../shared/answer-watch.js";
import { createAsk } from "../shared/ask.js";
import { element, keepKeysInside, listen, setText } from "../shared/dom.js";
import { sizeLabel } from "../shared/format.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createOrder } from "../shared/order.js";
import { createRequests } from "../shared/requests.js";
import { fitSettings } from "../shared/settings.js";
import { createSay } from "../shared/texts.js";
import { createCharacters } from "./characters.js";
import { factsOf } from "./facts.js";
import { createGroup } from "./group.js";
import { createShotDesk } from "./shot.js";
import { editBoard, freshId, neighbour, runningTime } from "./state.js";
import { createTimeline } from "./timeline.js";
import "./storyboard.css";

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

  const watch = createAnswerWatch({
    onChange: (behind) => {
      setText(waiting, behind ? say("composer.waiting_for_kernel") : "");
      desk.showBehind(behind);
      order.showBehind(behind);
    },
  });
  signal.addEventListener("abort", watch.stop, { once: true });
  /** @type {() => import("./state.js").BoardView} */
  const answer = () => model.get("_view");
  /** @type {() => import("./state.js").BoardChoices} */
  const choices = () => model.get("_choices");
  const announcer = createAnnouncer(signal);
  const ask = createAsk({
    request,
    draft: () => draft,
    watch,
    onProblem: (reason) => order.showProblem(reason),
    onAnswer: showView,
    signal,
  });

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
    order.showProblem("");
    watch.asked();
    for (const row of [...draft.shots, ...draft.characters]) seen.add(row.id);
    if (!draft.shots.some((shot) => shot.id === chosen))
      chosen = neighbour(draft.shots, draft.shots.length - 1);
    show();
    announcer.sayLater(() =>
      say("storyboard.announce", { total: sayTotal(answer().total_s), price: answer().price.label }),
    );
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
    announcer.say(say("storyboard.added", { n: at + 1 }));
    desk.focus();
  };
  const duplicate = () => {
    const at = placeOf(chosen);
    const shot = draft.shots[at];
    if (!shot) return;
    const made = { ...shot, id: freshId("s", seen), characters: [...shot.characters] };
    chosen = made.id;
    edit({ kind: "insert", shot: made, at: at + 1 }, say("storyboard.did_duplicate"));
    announcer.say(say("storyboard.duplicated", { n: at + 2 }));
  };
  const deleteShot = (/** @type {string | null} */ shotId) => {
    const at = placeOf(shotId);
    if (shotId === null || at < 0) return;
    if (chosen === shotId) chosen = draft.shots[at + 1]?.id ?? draft.shots[at - 1]?.id ?? null;
    const hadFocus = root.contains(document.activeElement);
    edit({ kind: "remove", id: shotId }, say("storyboard.did_delete"));
    announcer.say(say("storyboard.deleted", { n: at + 1 }));
    if (hadFocus && chosen === null) add.focus();
  };
  const move = (/** @type {string | null} */ shotId, /** @type {number} */ to) => {
    if (shotId === null) return;
    chosen = shotId;
    const isMoved = edit({ kind: "move", id: shotId, to }, say("storyboard.did_move"));
    announcer.say(
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
    announcer.say(say("storyboard.undone", { what: last.what }));
  };
  const blankShot = () => ({
    id: freshId("s", seen),
    text: "",
    seconds: modelNow()?.seconds[0] ?? 4,
    cut: "cut",
    note: "",
    characters: [],
  });
  const modelNow = () => choices().models.find((one) => one.id === draft.settings.model);

  // -- the pieces ----------------------------------------------------------------------------------------------------

  const timeline = createTimeline({ id, say, onChoose: choose, onMove: move, onDelete: deleteShot, signal });
  const desk = createShotDesk({
    id,
    cuts: choices().cuts,
    say,
    onEdit: (to) => chosen && edit({ kind: "change", id: chosen, to }),
    onApply: async (advice) => {
      const shotId = chosen;
      const before = draft.shots[placeOf(shotId)];
      if (shotId === null || !before) return;
      desk.focus();
      const isDone = await ask("storyboard-apply", { shot_id: shotId, code: advice.code });
      if (!isDone) return;
      const back = /** @type {const} */ ({ kind: "change", id: shotId, to: { text: before.text } });
      undoable = [...undoable, { what: say("storyboard.did_apply"), edit: back }].slice(-MOST_UNDONE);
      show();
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

  const order = createOrder({
    block: "sora-storyboard",
    id,
    hint: say("storyboard.generate_hint"),
    label: (price) => say("storyboard.generate", { price }),
    price: () => answer().price,
    onPress: ({ label, cost_usd, provider }) =>
      ask("storyboard-generate", { price: { label, cost_usd, provider } }),
    say,
    signal,
  });
  const group = createGroup({ request, say, signal });
  const cards = element("div", {
    class: "sora-storyboard__cards",
    role: "group",
    "aria-label": say("storyboard.clips"),
  });
  const cardPlace = createCardPlace({ host: cards, request, say, onProblem: order.showProblem, signal });

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
        order.words,
        order.button,
      ),
      order.problem,
    ),
    group.root,
    cards,
    announcer.root,
  );

  // -- what is shown -------------------------------------------------------------------------------------------------

  function takeSettings() {
    const wanted = choices().models.find((one) => one.id === lists.model.value);
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

  /** How many shots there are and how long they are together, in words. */
  function sayTotal(/** @type {number} */ seconds) {
    const n = draft.shots.length;
    return say(n === 1 ? "storyboard.total_one" : "storyboard.total", { n, time: runningTime(seconds) });
  }

  function show() {
    const view = answer();
    timeline.show(factsOf({ draft, view, choices: choices(), cards: model.get("_cards"), say }), chosen);
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
      [later, at < 0 || at === draft.shots.length - 1],
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
      choices().models.map((one) => one.id),
      draft.settings.model,
      String,
    );
    fill(lists.size, modelNow()?.sizes ?? [], draft.settings.size, sizeLabel);
    lists.model.title = modelNow()?.note ?? "";
    order.show();
    linked.disabled = !view.can_link;
    linked.checked = draft.is_linked && view.can_link;
    setText(linkedHow, say(view.can_link ? "storyboard.linked_how" : "storyboard.linked_cannot"));
  }

  function showView() {
    show();
    if (answer().revision >= draft.revision) watch.answered();
  }

  function showCards() {
    show(); // the timeline tells of the jobs, also before there is a card
    void cardPlace.show(model.get("_cards"));
  }

  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const isCommand = event.ctrlKey || event.metaKey;
      const isTyping =
        event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isCommand && event.key === "Enter") {
        event.preventDefault();
        void order.press();
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
  observe(model, "change:_cards", showCards, signal);
  observe(model, "change:_group", () => group.show(model.get("_group")), signal);

  showView();
  showCards();
  group.show(model.get("_group"));
  el.append(root);
  return end;
}

export default { render };
