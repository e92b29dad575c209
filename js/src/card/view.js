// A job's card: a viewfinder while it is being made, the player once it is there, in a box of the same size.

import { createDifferences } from "../player/differences.js";
import { fetchClip } from "../player/source.js";
import { createPlayer } from "../player/view.js";
import { element, keepKeysInside, setText } from "../shared/dom.js";
import { objectUrl } from "../shared/lifetime.js";
import { createPress } from "../shared/press.js";
import { isGivenUp } from "../shared/requests.js";
import { createDecisionPlace } from "./decision.js";
import { cornerPrice, differencesOf, factsLine, isPlayable, nextLook, statusLine } from "./state.js";

/**
 * @param {object} options
 * @param {import("./state.js").CardState} options.card
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createCard({ card: first, request, say, signal }) {
  const box = element("div", { class: "sora-card__box" });
  const prompt = element("span", { class: "sora-card__prompt" });
  const facts = element("span", { class: "sora-card__facts" });
  const differences = createDifferences();
  const announced = element("span", { class: "sora-unseen", role: "status" });
  const root = element(
    "figure",
    { class: "sora-card", "data-job": first.job_id },
    box,
    element("figcaption", { class: "sora-card__caption" }, prompt, facts, differences.root, announced),
  );

  let card = first;
  let shownPhase = "";
  const progressView = createProgress();
  let isPlayerShown = false;
  box.append(progressView.root);

  function createProgress() {
    const percent = element("span", { class: "sora-card__percent" });
    const detail = element("p", { class: "sora-card__detail" });
    const centre = element("div", { class: "sora-card__centre" }, percent, detail);
    const stage = element(
      "div",
      { class: "sora-card__stage" },
      element("span", { class: "sora-card__finder", "aria-hidden": "true" }),
      centre,
    );
    const fill = element("span", { class: "sora-card__fill" });
    const bar = element(
      "div",
      { class: "sora-card__bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 },
      fill,
    );
    const status = element("span", { class: "sora-card__status" });
    const cancel = element("button", { type: "button", class: "sora-button" });
    const price = element("span", { class: "sora-card__price" });
    const made = element(
      "div",
      { class: "sora-card__progress", tabindex: -1 },
      stage,
      element("div", { class: "sora-card__bar-row" }, bar),
      element("div", { class: "sora-card__row" }, cancel, status, price),
    );
    keepKeysInside(made, signal);
    createPress({
      button: cancel,
      label: say("card.cancel"),
      ask: () => request("job-cancel", { job_id: card.job_id }, signal),
      onProblem: (message) => setText(detail, message || (card.error?.message ?? "")),
      signal,
    });
    const showDecision = createDecisionPlace({
      host: centre,
      request,
      say,
      onDecided: () => (card.can_cancel ? cancel : made).focus({ preventScroll: true }),
      signal,
    });
    return {
      root: made,
      hasFocus: () => made.contains(document.activeElement),
      show: () => {
        stage.style.aspectRatio = `${card.size[0]} / ${card.size[1]}`;
        made.dataset.phase = card.phase;
        const isMoving = card.phase === "working" && card.progress !== null;
        setText(percent, isMoving ? `${card.progress} %` : card.label);
        setText(detail, card.error?.message ?? "");
        setText(status, isMoving || card.eta_s !== null ? statusLine(card, say) : nextLook(card, say));
        setText(price, cornerPrice(card));
        bar.setAttribute("aria-label", card.label);
        if (isMoving) bar.setAttribute("aria-valuenow", String(card.progress));
        else bar.removeAttribute("aria-valuenow");
        // Hidden, not removed: the card keeps its height.
        bar.style.visibility = card.phase === "waiting" || card.phase === "working" ? "visible" : "hidden";
        fill.style.transform = `scaleX(${(card.progress ?? 0) / 100})`;
        cancel.hidden = !card.can_cancel;
        showDecision(card);
      },
    };
  }

  function showPlayer() {
    const clip = /** @type {import("../player/transport.js").ClipFacts} */ (card.clip);
    const hadFocus = progressView.hasFocus();
    const player = createPlayer({
      facts: clip,
      name: say("player.name", { prompt: card.prompt }),
      box: card.size,
      say,
      signal,
      load: (loadSignal, onProgress) =>
        fetchClip({
          clipId: clip.clip_id,
          sizeBytes: clip.size_bytes,
          request,
          say,
          signal: loadSignal,
          onProgress,
        }),
    });
    isPlayerShown = true;
    // The viewfinder stays until the poster is there, so that no black frame flashes between the two.
    const swap = () => {
      if (signal.aborted || box.contains(player.root)) return;
      box.replaceChildren(player.root);
      if (hadFocus) player.root.focus({ preventScroll: true });
    };
    request("clip-poster", { job_id: card.job_id }, signal)
      .then(({ buffers }) => {
        const poster = buffers[0];
        if (poster?.byteLength) {
          const bytes = /** @type {BlobPart} */ (/** @type {unknown} */ (poster));
          player.setPoster(objectUrl(new Blob([bytes], { type: "image/jpeg" }), signal));
        }
        swap();
      })
      .catch((error) => {
        // A clip without its poster is still a clip; the player says what is wrong when it is asked to play.
        if (!isGivenUp(error)) swap();
      });
  }

  function show() {
    root.dataset.phase = card.phase;
    setText(prompt, card.prompt);
    prompt.title = card.prompt;
    setText(facts, factsLine(card, say));
    differences.show(differencesOf(card));
    if (card.phase !== shownPhase) {
      // Said once a phase; percentages are for the eye and for the progress bar's own value.
      const news = [
        card.error?.message,
        card.decision?.said,
        ...differencesOf(card).map((one) => one.sentence),
      ];
      setText(announced, [card.label, ...news].filter(Boolean).join(": "));
      shownPhase = card.phase;
    }
    if (isPlayerShown) return;
    progressView.show();
    if (isPlayable(card)) showPlayer();
  }
  show();

  return {
    root,
    /** @param {import("./state.js").CardState} next */
    update: (next) => {
      card = next;
      show();
    },
  };
}
