// Many jobs as one: their sums and a bar. The jobs themselves are asked for when somebody unfolds them, or at once when
// one of them needs a person: then that one is shown, and the others stay folded.

import { element, listen, setText } from "../shared/dom.js";
import { countdown } from "../shared/format.js";
import { observe } from "../shared/lifetime.js";
import { createPress } from "../shared/press.js";
import { isGivenUp } from "../shared/requests.js";
import { createRowList } from "./list.js";
import { cancelQuestion, createRows } from "./state.js";

/**
 * @typedef {object} Summary
 * @property {string} line how many are saved, have failed, need somebody
 * @property {string} money
 * @property {string | null} cancel_cost what cancelling all counts as spent; null when that is nothing
 * @property {number} percent of all of them together
 * @property {number | null} eta_s
 * @property {number} total
 * @property {number} open how many are not done
 * @property {number} needs_you
 */

/**
 * @param {object} options
 * @param {import("@anywidget/types").AnyModel} options.model
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createGathering({ model, request, say, signal }) {
  const line = element("span", { class: "sora-gathering__line", role: "status" });
  const left = element("span", { class: "sora-gathering__left" });
  const money = element("span", { class: "sora-gathering__money" });
  const unfold = element("button", {
    type: "button",
    class: "sora-button sora-gathering__unfold",
    "aria-expanded": "false",
  });
  const cancel = element("button", { type: "button", class: "sora-button sora-gathering__cancel" });
  const fill = element("span", { class: "sora-gathering__fill" });
  const bar = element(
    "div",
    {
      class: "sora-gathering__bar",
      role: "progressbar",
      "aria-label": say("gathering.name"),
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    fill,
  );
  const problem = element("p", { class: "sora-gathering__problem", role: "alert" });
  const list = createRowList({ request, say, signal });
  const root = element(
    "section",
    { class: "sora-queue sora-gathering", "aria-label": say("gathering.name") },
    element("div", { class: "sora-gathering__head" }, line, left, money, unfold, cancel),
    bar,
    problem,
    list.root,
  );

  /** @type {Summary} */
  let summary = model.get("_summary");
  const rows = createRows();
  let isAsking = false;
  let isUnfolded = false;

  const press = createPress({
    button: cancel,
    label: say("gathering.cancel_all"),
    ask: () => request("gathering-cancel", {}, signal),
    onProblem: (message) => setText(problem, message),
    signal,
  });

  const askRows = async () => {
    if (isAsking || rows.hasCome()) return;
    isAsking = true;
    try {
      const { result } = await request("gathering-rows", {}, signal);
      rows.take(result.rows);
      show();
    } catch (error) {
      if (!isGivenUp(error)) setText(problem, error instanceof Error ? error.message : String(error));
    } finally {
      isAsking = false;
    }
  };

  const show = () => {
    setText(line, summary.line);
    setText(left, summary.eta_s === null ? "" : say("card.left", { time: countdown(summary.eta_s) }));
    setText(money, summary.money);
    fill.style.transform = `scaleX(${summary.percent / 100})`;
    bar.setAttribute("aria-valuenow", String(summary.percent));
    press.setQuestion(cancelQuestion(summary, say));
    cancel.style.visibility = summary.open > 0 ? "visible" : "hidden"; // the head keeps its shape
    setText(unfold, say(isUnfolded ? "gathering.hide" : "gathering.show"));
    unfold.setAttribute("aria-expanded", String(isUnfolded));
    if (summary.needs_you > 0) void askRows();
    const hadFocus = list.root.contains(document.activeElement);
    const inSight = rows.inSight(isUnfolded);
    list.show(inSight);
    list.root.hidden = inSight.length === 0;
    // A row that was decided folds away again, and must not take the keyboard's place with it.
    if (hadFocus && document.activeElement === document.body) unfold.focus({ preventScroll: true });
  };

  listen(
    unfold,
    "click",
    () => {
      isUnfolded = !isUnfolded;
      void askRows();
      show();
    },
    signal,
  );
  observe(
    model,
    "change:_summary",
    () => {
      summary = model.get("_summary");
      show();
    },
    signal,
  );
  observe(
    model,
    "msg:custom",
    (message) => {
      if (message?.kind !== "queue-changed") return;
      rows.change(message.card);
      show();
    },
    signal,
  );
  show();
  return root;
}
