// A job in doubt: what is known, the videos it may be, and the ways out with what each costs. The words about money
// come from the kernel; here is only what can be pressed.

import { element, listen, setText } from "../shared/dom.js";
import { clock } from "../shared/format.js";
import { createLifetime } from "../shared/lifetime.js";
import { createPress } from "../shared/press.js";

/**
 * @typedef {object} Candidate
 * @property {string} video_id
 * @property {string} short_id
 * @property {number | null} created_at seconds since 1970
 * @property {string} facts
 * @property {string} prompt
 */
/**
 * @typedef {object} Decision
 * @property {string} said
 * @property {string | null} note
 * @property {Candidate[]} videos
 * @property {string | null} no_video
 * @property {string} adopt_cost
 * @property {string} submit_again_cost
 * @property {string} give_up_cost
 * @property {boolean} can_submit_again
 * @property {boolean} costs_money
 */

/**
 * Where a card shows its decision, while there is one.
 *
 * @param {object} options
 * @param {HTMLElement} options.host
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {() => void} options.onDecided the decision is gone, and with it the focus that was in it
 * @param {AbortSignal} options.signal
 * @returns {(card: import("./state.js").CardState) => void}
 */
export function createDecisionPlace({ host, request, say, onDecided, signal }) {
  /** @type {{ view: ReturnType<typeof createDecision>, end: () => void } | null} */
  let shown = null;
  return (card) => {
    if (card.decision) {
      if (!shown) {
        const life = createLifetime(signal);
        shown = {
          view: createDecision({ jobId: card.job_id, request, say, signal: life.signal }),
          end: life.end,
        };
        host.append(shown.view.root);
      }
      shown.view.show(card.decision, card.prompt);
    } else if (shown) {
      const hadFocus = shown.view.root.contains(document.activeElement);
      shown.end();
      shown.view.root.remove();
      shown = null;
      if (hadFocus) onDecided();
    }
  };
}

/**
 * @param {object} options
 * @param {string} options.jobId
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
function createDecision({ jobId, request, say, signal }) {
  const id = `sora-${Math.random().toString(36).slice(2, 10)}`;
  const said = element("p", { class: "sora-decision__said" });
  const note = element("p", { class: "sora-decision__note" });
  const videos = element("ul", { class: "sora-decision__videos", "aria-label": say("decision.videos") });
  const none = element("p", { class: "sora-decision__none" });
  const field = element("input", {
    class: "sora-decision__field",
    type: "text",
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": say("decision.video_id"),
    placeholder: say("decision.video_id"),
  });
  const adoptTyped = button(`${id}-adopt`);
  const typed = element("form", { class: "sora-decision__typed" }, field, adoptTyped);
  const adoptCost = element("p", { class: "sora-decision__cost", id: `${id}-adopt` });
  const again = button(`${id}-again`);
  const againCost = element("span", { class: "sora-decision__cost", id: `${id}-again` });
  const giveUp = button(`${id}-give-up`);
  const giveUpCost = element("span", { class: "sora-decision__cost", id: `${id}-give-up` });
  const hint = element("p", { class: "sora-decision__hint", role: "status" });
  const problem = element("p", { class: "sora-decision__problem", role: "alert" });
  const root = element(
    "div",
    { class: "sora-decision", role: "group" },
    element("div", { class: "sora-decision__known" }, said, note),
    element("div", { class: "sora-decision__adopt" }, videos, none, typed, adoptCost),
    element(
      "div",
      { class: "sora-decision__choices" },
      element("div", { class: "sora-decision__choice" }, again, againCost),
      element("div", { class: "sora-decision__choice" }, giveUp, giveUpCost),
    ),
    hint,
    problem,
  );

  /** @type {Set<(isBusy: boolean) => void>} */
  const bars = new Set();
  let isBusy = false;
  /** One decision at a time: while one is on its way, nothing else here can be pressed. */
  const decide = async (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ fields = {}) => {
    if (isBusy) return;
    setBusy(true);
    try {
      await request(kind, { job_id: jobId, ...fields }, signal);
    } catch (error) {
      setBusy(false);
      throw error;
    }
  };
  const setBusy = (/** @type {boolean} */ busy) => {
    isBusy = busy;
    for (const bar of bars) bar(busy);
  };
  const onProblem = (/** @type {string} */ message) => setText(problem, message);
  const onQuestion = (/** @type {boolean} */ isQuestion) =>
    setText(hint, isQuestion ? say("decision.press_again") : "");

  const againPress = createPress({
    button: again,
    label: say("decision.submit_again"),
    ask: () => decide("job-submit-again"),
    ...{ onProblem, onQuestion, signal },
  });
  const giveUpPress = createPress({
    button: giveUp,
    label: say("decision.give_up"),
    ask: () => decide("job-give-up"),
    ...{ onProblem, onQuestion, signal },
  });
  const typedPress = createPress({
    button: adoptTyped,
    label: say("decision.adopt"),
    ask: () => decide("job-adopt", { video_id: field.value.trim() }),
    ...{ onProblem, onQuestion, signal },
  });
  let canSubmitAgain = true;
  bars.add((busy) => againPress.setBarred(busy || !canSubmitAgain));
  bars.add(giveUpPress.setBarred);
  const barTyped = (/** @type {boolean} */ busy) => typedPress.setBarred(busy || field.value.trim() === "");
  bars.add(barTyped);
  listen(
    field,
    "input",
    () => {
      typedPress.takeBack();
      barTyped(isBusy);
    },
    signal,
  );
  listen(
    field,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") typedPress.takeBack();
      else if (event.key === "Enter" && event.repeat) event.preventDefault();
    },
    signal,
  );
  listen(
    typed,
    "submit",
    (event) => {
      event.preventDefault(); // Enter in the field presses the button; a form that is sent would leave the notebook
      adoptTyped.click();
    },
    signal,
  );

  /** @type {Map<string, { root: HTMLElement, end: () => void }>} */
  const rows = new Map();
  const showVideos = (/** @type {Candidate[]} */ candidates) => {
    const wanted = new Set(candidates.map((candidate) => candidate.video_id));
    for (const [videoId, row] of rows) {
      if (wanted.has(videoId)) continue;
      row.end();
      row.root.remove();
      rows.delete(videoId);
    }
    for (const candidate of candidates) {
      if (rows.has(candidate.video_id)) continue;
      const row = videoRow(candidate);
      rows.set(candidate.video_id, row);
      videos.append(row.root);
    }
    videos.hidden = candidates.length === 0;
  };
  const videoRow = (/** @type {Candidate} */ candidate) => {
    const life = createLifetime(signal);
    const adopt = button(`${id}-adopt`);
    adopt.setAttribute("aria-label", say("decision.adopt_named", { id: candidate.short_id }));
    const press = createPress({
      button: adopt,
      label: say("decision.adopt"),
      ask: () => decide("job-adopt", { video_id: candidate.video_id }),
      onProblem,
      signal: life.signal,
    });
    bars.add(press.setBarred);
    life.signal.addEventListener("abort", () => bars.delete(press.setBarred), { once: true });
    const when = candidate.created_at === null ? "" : clock(candidate.created_at);
    const made = element(
      "li",
      { class: "sora-decision__video" },
      element(
        "span",
        { class: "sora-decision__words" },
        element(
          "span",
          { class: "sora-decision__facts" },
          element("b", { text: candidate.short_id, title: candidate.video_id }),
          document.createTextNode(
            [when, candidate.facts]
              .filter(Boolean)
              .map((fact) => ` · ${fact}`)
              .join(""),
          ),
        ),
        candidate.prompt
          ? element("span", {
              class: "sora-decision__prompt",
              text: candidate.prompt,
              title: candidate.prompt,
            })
          : null,
      ),
      adopt,
    );
    return { root: made, end: life.end };
  };

  return {
    root,
    /** @param {Decision} decision @param {string} prompt */
    show: (decision, prompt) => {
      root.setAttribute("aria-label", say("decision.name", { prompt }));
      setText(said, decision.said);
      setText(note, decision.note ?? "");
      showVideos(decision.videos);
      setText(none, decision.no_video ?? "");
      typed.hidden = decision.videos.length > 0;
      barTyped(isBusy);
      setText(adoptCost, decision.adopt_cost);
      setText(againCost, decision.submit_again_cost);
      setText(giveUpCost, decision.give_up_cost);
      canSubmitAgain = decision.can_submit_again;
      againPress.setBarred(isBusy || !canSubmitAgain);
      // An id of the server's own list is one press; a mistyped one would be looked for in vain, and its price spent.
      typedPress.setQuestion(decision.costs_money ? say("decision.really_adopt") : null);
      againPress.setQuestion(decision.costs_money ? say("decision.really_submit_again") : null);
      giveUpPress.setQuestion(decision.costs_money ? say("decision.really_give_up") : null);
    },
  };
}

/** @param {string} describedBy */
function button(describedBy) {
  return element("button", { type: "button", class: "sora-button", "aria-describedby": describedBy });
}
