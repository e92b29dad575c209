// A job's card: a viewfinder while it is being made, the player once it is there, in a box of the same size.

import { createDifferences } from "../player/differences.js";
import { element, keepKeysInside, setText } from "../shared/dom.js";
import { objectUrl } from "../shared/lifetime.js";
import { loadView, pageOf } from "../shared/load.js";
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
      /** @param {string} problem */
      say: (problem) => setText(detail, problem),
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

  async function showPlayer() {
    isPlayerShown = true;
    const clip = /** @type {import("../player/source.js").Clip} */ (card.clip);
    const poster = askForPoster();
    try {
      /** @type {typeof import("../player/loaded.js")} */
      const view = await loadView(request, "player-view", request.scripts?.()["player-view"] ?? "", root);
      const player = view.createPlayer({
        clip,
        name: say("player.name", { prompt: card.prompt }),
        ...{ box: card.size, say, signal },
        source: view.createSource({
          ...{ clip, request, say, signal },
          fileUrl: view.fileUrlOnPage(clip),
          page: pageOf(globalThis),
        }),
      });
      // The viewfinder stays until the poster is there, so that no black frame flashes between the two.
      const url = await poster;
      if (signal.aborted) return;
      if (url) player.setPoster(url);
      const hadFocus = progressView.hasFocus();
      box.replaceChildren(player.root);
      if (hadFocus) player.root.focus({ preventScroll: true });
    } catch (error) {
      isPlayerShown = false; // the next change of the job tries again
      if (!isGivenUp(error)) progressView.say(error instanceof Error ? error.message : String(error));
    }
  }

  /** A clip without its poster is still a clip; the player says what is wrong when it is asked to play. */
  async function askForPoster() {
    try {
      const { buffers } = await request("clip-poster", { job_id: card.job_id }, signal);
      const bytes = /** @type {BlobPart | undefined} */ (/** @type {unknown} */ (buffers[0]));
      return buffers[0]?.byteLength && bytes
        ? objectUrl(new Blob([bytes], { type: "image/jpeg" }), signal)
        : "";
    } catch {
      return "";
    }
  }

  function show() {
    root.dataset.phase = card.phase;
    setText(prompt, card.prompt);
    prompt.title = card.prompt;
    setText(facts, factsLine(card, say));
    differences.show(differencesOf(card, say));
    if (card.phase !== shownPhase) {
      // Said once a phase; percentages are for the eye and for the progress bar's own value.
      const news = [
        card.error?.message,
        card.decision?.said,
        ...differencesOf(card, say).map((one) => one.sentence),
      ];
      setText(announced, [card.label, ...news].filter(Boolean).join(": "));
      shownPhase = card.phase;
    }
    if (isPlayerShown) return;
    progressView.show();
    if (isPlayable(card)) void showPlayer();
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
