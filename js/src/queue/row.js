// One job as a row: poster, prompt, state, price, what can be done. A finished one unfolds into its player.

import { createDecisionPlace } from "../card/decision.js";
import { differencesOf, priceOf, statusLine, whatLine } from "../card/state.js";
import { createCard } from "../card/view.js";
import { createDifferences } from "../player/differences.js";
import { element, listen, setText } from "../shared/dom.js";
import { createLifetime, objectUrl } from "../shared/lifetime.js";
import { createPress } from "../shared/press.js";
import { isGivenUp } from "../shared/requests.js";

/**
 * @param {object} options
 * @param {import("../card/state.js").CardState} options.row
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createRow({ row: first, request, say, signal }) {
  const picture = element("img", { class: "sora-queue__poster", alt: "", hidden: true });
  const thumb = element("span", { class: "sora-queue__thumb" }, picture);
  const prompt = element("span", { class: "sora-queue__prompt" });
  const facts = element("span", { class: "sora-queue__facts" });
  const differences = createDifferences();
  const state = element("span", { class: "sora-queue__state" });
  const fill = element("span", { class: "sora-queue__fill" });
  const bar = element("span", { class: "sora-queue__bar", "aria-hidden": "true" }, fill);
  const price = element("span", { class: "sora-queue__price" });
  const cancel = element("button", { type: "button", class: "sora-button" });
  const unfold = element("button", { type: "button", class: "sora-button", "aria-expanded": "false" });
  const decide = element("div", { class: "sora-queue__decision", hidden: true });
  const below = element("div", { class: "sora-queue__below", hidden: true });
  const root = element(
    "li",
    { class: "sora-queue__row", "data-job": first.job_id, tabindex: -1 },
    element(
      "div",
      { class: "sora-queue__line" },
      thumb,
      element("span", { class: "sora-queue__words" }, prompt, facts, differences.root),
      element("span", { class: "sora-queue__progress" }, state, bar),
      price,
      element("span", { class: "sora-queue__actions" }, cancel, unfold),
    ),
    decide,
    below,
  );

  let row = first;
  /** @type {{ view: ReturnType<typeof createCard>, end: () => void } | null} */
  let unfolded = null;
  let hasAskedPoster = false;
  /** @type {string} */
  let problem = "";

  const fold = () => {
    unfolded?.end();
    unfolded = null;
    below.replaceChildren();
    show();
  };
  listen(
    unfold,
    "click",
    () => {
      if (unfolded) return fold();
      const life = createLifetime(signal);
      const view = createCard({ card: row, request, say, signal: life.signal });
      unfolded = { view, end: life.end };
      below.replaceChildren(view.root);
      show();
    },
    signal,
  );
  createPress({
    button: cancel,
    label: say("card.cancel"),
    ask: () => request("job-cancel", { job_id: row.job_id }, signal),
    onProblem: (message) => {
      problem = message;
      show();
    },
    signal,
  });
  const showDecision = createDecisionPlace({
    host: decide,
    request,
    say,
    onDecided: () => (row.can_cancel ? cancel : root).focus({ preventScroll: true }),
    signal,
  });

  const askPoster = async () => {
    hasAskedPoster = true;
    try {
      const { buffers } = await request("clip-poster", { job_id: row.job_id }, signal);
      const bytes = buffers[0];
      if (!bytes?.byteLength) return;
      picture.src = objectUrl(
        new Blob([/** @type {BlobPart} */ (/** @type {unknown} */ (bytes))], { type: "image/jpeg" }),
        signal,
      );
      picture.hidden = false;
    } catch (error) {
      // No picture is shown; the reason is one pointer away.
      if (!isGivenUp(error)) thumb.title = error instanceof Error ? error.message : String(error);
    }
  };
  // Posters are asked for when their row comes into sight: a long queue costs nothing until it is looked at.
  const sight = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting) || !row.clip || hasAskedPoster) return;
    sight.disconnect();
    void askPoster();
  });
  signal.addEventListener("abort", () => sight.disconnect(), { once: true });

  function show() {
    root.dataset.phase = row.phase;
    thumb.style.aspectRatio = "16 / 9";
    setText(prompt, row.prompt);
    prompt.title = row.prompt;
    const message = problem || row.error?.message || "";
    setText(facts, message || whatLine(row, say));
    facts.title = message;
    root.classList.toggle("has-message", message !== "");
    differences.show(differencesOf(row, say));
    setText(state, statusLine(row, say));
    const isMoving = row.phase === "working" && row.progress !== null;
    bar.hidden = !isMoving;
    fill.style.transform = `scaleX(${(row.progress ?? 0) / 100})`;
    setText(price, priceOf(row, say));
    cancel.hidden = !row.can_cancel;
    cancel.setAttribute("aria-label", say("queue.cancel", { prompt: row.prompt }));
    unfold.hidden = !row.clip;
    setText(unfold, say(unfolded ? "queue.fold" : "queue.watch"));
    unfold.setAttribute("aria-expanded", String(unfolded !== null));
    below.hidden = unfolded === null;
    decide.hidden = row.decision === null;
    showDecision(row);
    if (row.clip && !hasAskedPoster) {
      sight.disconnect();
      sight.observe(root);
    }
  }
  show();

  return {
    root,
    /** @param {import("../card/state.js").CardState} next */
    update: (next) => {
      row = next;
      problem = "";
      unfolded?.view.update(next);
      show();
    },
  };
}
