// The clips of one press as one: how far they are together, what they cost, and one button that stops them.

import { element, setText } from "../shared/dom.js";
import { createPress } from "../shared/press.js";

/**
 * @param {object} options
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createGroup({ request, say, signal }) {
  const line = element("span", { class: "sora-storyboard__line", role: "status" });
  const money = element("span", { class: "sora-storyboard__money" });
  const cancel = element("button", { type: "button", class: "sora-button" });
  const fill = element("span", { class: "sora-storyboard__fill" });
  const bar = element(
    "div",
    {
      class: "sora-storyboard__bar",
      role: "progressbar",
      "aria-label": say("storyboard.progress"),
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    fill,
  );
  const notice = element("p", { class: "sora-storyboard__notice", role: "alert" });
  const root = element(
    "section",
    { class: "sora-storyboard__group", "aria-label": say("storyboard.progress") },
    element("div", { class: "sora-storyboard__group-head" }, line, money, cancel),
    bar,
    notice,
  );
  const press = createPress({
    button: cancel,
    label: say("gathering.cancel_all"),
    ask: () => request("storyboard-cancel", {}, signal),
    onProblem: (message) => setText(notice, message),
    signal,
  });

  return {
    root,
    /** @param {import("./state.js").Group} group */
    show: (group) => {
      root.hidden = group.total === 0;
      setText(line, group.line);
      setText(money, group.money);
      setText(notice, group.notice);
      bar.setAttribute("aria-valuenow", String(group.percent));
      fill.style.transform = `scaleX(${group.percent / 100})`;
      cancel.hidden = group.open === 0;
      const n = group.open;
      press.setQuestion(
        group.cancel_cost
          ? say("gathering.really_cancel_spending", { n, amount: group.cancel_cost })
          : say("gathering.really_cancel", { n }),
      );
    },
  };
}
