// Blind choice: a question, two clips called A and B, four answers, and at the end which clip was which.
//
// Which pair comes next, and on which sides, is the kernel's: it is told through `_choice_state`. The page knows the
// clips by random names until the result is shown.

import { createAnnouncer } from "../../shared/announcer.js";
import { element, listen, setText } from "../../shared/dom.js";
import { observe } from "../../shared/lifetime.js";
import { createPress } from "../../shared/press.js";
import { isGivenUp } from "../../shared/requests.js";
import { actionOfKey, CHOICES, createRest, isNextPair, openPairs } from "./choosing.js";
import { createResult } from "./result.js";
import "./blind.css";

/**
 * @typedef {object} BlindStage what the comparison shows for us
 * @property {(pair: [string, string]) => void} show these two clips, left and right, from their start, paused
 * @property {() => unknown} replay both from their start
 * @property {() => void} focus gives them the keyboard
 * @property {() => void} hide no clips: there is nothing to choose
 */

/**
 * @param {object} options
 * @param {Pick<import("@anywidget/types").AnyModel, "get" | "on" | "off">} options.model
 * @param {import("../../shared/texts.js").Say} options.say
 * @param {BlindStage} options.stage
 * @param {import("../../shared/requests.js").Request | null} options.request null: no kernel
 * @param {HTMLElement} options.root whose keys are ours
 * @param {AbortSignal} options.signal
 */
export function createBlind({ model, say, stage, request, root, signal }) {
  const question = element("p", { class: "sora-blind__question" });
  const progress = element("progress", { class: "sora-blind__bar" });
  const count = element("span", { class: "sora-blind__count" });
  const voter = element("span", { class: "sora-blind__voter" });
  const head = element("div", { class: "sora-blind__head" }, question, voter, count, progress);

  const choices = element("div", { class: "sora-blind__choices", role: "group" });
  const replay = keyButton(say("blind.replay"), say("blind.key_replay"), "Space");
  const undo = keyButton(say("blind.undo"), say("blind.key_undo"), "U");
  const finish = element("button", { type: "button", class: "sora-button sora-blind__finish" });
  const reveal = element("button", { type: "button", class: "sora-button sora-blind__finish is-main" });
  const message = element("p", { class: "sora-blind__message", role: "alert" });
  const lastPair = element("p", { class: "sora-blind__last", text: say("blind.all_done"), hidden: true });
  const notice = element("p", { class: "sora-blind__message" });
  const tools = element("div", { class: "sora-blind__tools" }, replay, undo, finish, reveal);
  const result = createResult(say);
  const announcer = createAnnouncer(signal);
  const body = element(
    "div",
    { class: "sora-blind" },
    lastPair,
    choices,
    tools,
    message,
    notice,
    result.root,
    announcer.root,
  );

  /** @type {import("./choosing.js").ChoiceState} */
  let state = model.get("_choice_state");
  /** @type {import("./choosing.js").ChoiceState | null} what is on screen */
  let shown = null;
  /** Whether somebody here has just chosen: then the next pair plays at once. */
  let isGoingOn = false;

  const buttons = CHOICES.map((choice) => {
    const label = say(`blind.choose_${choice.replace("-", "_")}`);
    const key = say(`blind.key_${choice.replace("-", "_")}`);
    const button = keyButton(label, key, key);
    button.classList.add("sora-blind__choice");
    listen(
      button,
      "click",
      (/** @type {MouseEvent} */ event) => {
        if (event.detail > 1) return;
        // The space bar plays again: it must not choose again because a pointer has left the focus on this button.
        if (event.detail === 1) stage.focus();
        void choose(choice);
      },
      signal,
    );
    return button;
  });
  choices.append(...buttons);

  const ask = async (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ fields = {}) => {
    if (!request) throw new Error(say("blind.no_kernel"));
    return (await request(kind, fields, signal)).result;
  };
  const rest = createRest((isOn) => {
    body.classList.toggle("is-resting", isOn);
    for (const button of buttons) button.setAttribute("aria-disabled", String(isOn));
    undo.setAttribute("aria-disabled", String(isOn || !state.can_undo));
  });
  /** Asks for one thing of what is on screen; what goes wrong is told here. */
  const askOnce = async (/** @type {() => Promise<void>} */ work) => {
    if (rest.isOn()) return;
    const end = rest.begin(state);
    setText(message, "");
    try {
      await work();
    } catch (error) {
      if (!isGivenUp(error)) setText(message, error instanceof Error ? error.message : String(error));
    } finally {
      end();
    }
  };
  const choose = (/** @type {string} */ choice) =>
    askOnce(async () => {
      const { left, right } = state;
      if (!left || !right) return;
      announcer.say(say("blind.waiting"));
      isGoingOn = true;
      const { is_kept } = await ask("blind-vote", { left, right, choice });
      if (is_kept) tell(say(`blind.kept_${choice.replace("-", "_")}`));
    });
  const takeBack = () =>
    askOnce(async () => {
      if (!state.can_undo) return;
      const { is_kept } = await ask("blind-undo");
      if (is_kept) tell(say("blind.undone"));
    });
  /** What was done and what comes next, in one go: a live region says only the last thing it holds. */
  const tell = (/** @type {string} */ done) => {
    const n = Math.min(state.done + 1, state.total);
    announcer.say(
      state.left
        ? `${done} ${say("blind.next", { n, total: state.total })}`
        : `${done} ${say("blind.all_done")}`,
    );
  };

  const press = (/** @type {HTMLButtonElement} */ button, /** @type {string} */ label) =>
    createPress({
      button,
      label: say(label),
      ask: () => ask("blind-result"),
      onProblem: (text) => setText(message, text),
      signal,
    });
  const finishing = press(finish, "blind.finish_early");
  press(reveal, "blind.finish");

  const show = () => {
    state = model.get("_choice_state");
    rest.see(state);
    const open = openPairs(state);
    const hadFocus = root.contains(/** @type {Document | ShadowRoot} */ (root.getRootNode()).activeElement);
    setText(question, state.question);
    choices.setAttribute("aria-label", state.question);
    setText(voter, state.voter ? say("blind.voter", { voter: state.voter }) : "");
    setText(count, say("blind.progress", { done: state.done, total: state.total }));
    progress.max = state.total;
    progress.value = state.done;
    progress.setAttribute("aria-label", say("blind.progress", { done: state.done, total: state.total }));
    setText(notice, state.notice);
    const isAsking = Boolean(state.left && state.right);
    const isOver = state.result !== null;
    choices.hidden = replay.hidden = !isAsking;
    lastPair.hidden = isAsking || isOver;
    tools.hidden = isOver;
    finish.hidden = open === 0;
    reveal.hidden = open > 0;
    finishing.setQuestion(say("blind.finish_question", { open }));
    undo.setAttribute("aria-disabled", String(rest.isOn() || !state.can_undo));
    if (isNextPair(shown, state)) {
      stage.show([/** @type {string} */ (state.left), /** @type {string} */ (state.right)]);
      if (isGoingOn && !matchMedia("(prefers-reduced-motion: reduce)").matches) void stage.replay();
    } else if (!isAsking) stage.hide();
    isGoingOn = false;
    if (state.result && !shown?.result) result.show(state.result, state.voter, posters(model), signal);
    // Who works by keys goes on where the next thing is to be done: what had the focus is gone.
    const was = shown?.result ? result : shown?.left ? stage : reveal;
    const is = isOver ? result : isAsking ? stage : reveal;
    if (shown && hadFocus && was !== is) is.focus();
    shown = state;
  };

  listen(replay, "click", () => void stage.replay(), signal);
  listen(undo, "click", () => void takeBack(), signal);
  root.addEventListener(
    "keydown",
    (event) => {
      const action = actionOfKey(event, Boolean(state.left));
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (action === "replay") void stage.replay();
      else if (action === "undo") void takeBack();
      else void choose(action);
    },
    { capture: true, signal },
  );
  observe(model, "change:_choice_state", show, signal);
  show();
  return { head, root: body };
}

/** A button that says its key. */
function keyButton(/** @type {string} */ label, /** @type {string} */ key, /** @type {string} */ shortcut) {
  return element(
    "button",
    { type: "button", class: "sora-button", "aria-keyshortcuts": shortcut },
    element("span", { text: label }),
    element("kbd", { class: "sora-blind__key", text: key, "aria-hidden": "true" }),
  );
}

/**
 * The pictures by the random names of their clips.
 *
 * @param {Pick<import("@anywidget/types").AnyModel, "get">} model
 * @returns {Map<string, DataView>}
 */
function posters(model) {
  /** @type {{ clip_id: string }[]} */
  const clips = model.get("_clips");
  /** @type {DataView[]} */
  const pictures = model.get("_posters");
  return new Map(clips.map((clip, at) => [clip.clip_id, /** @type {DataView} */ (pictures[at])]));
}
