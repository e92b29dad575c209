// What there is to say about the shot, as a list: each with its part, its reason, how sure it is and what to write.

import { element, icon, listen, setText } from "../shared/dom.js";
import { icons } from "../shared/icons.js";

const SHOWN_AT_FIRST = 3;

/** @typedef {import("./state.js").AdviceState} AdviceState */
/** @typedef {import("../shared/texts.js").Say} Say */

/**
 * The mark of a piece of advice: a triangle for a warning, a ring for a tip.
 *
 * @param {AdviceState} advice
 */
export function markOf(advice) {
  return advice.severity === "warning"
    ? element("span", { class: "sora-composer__mark" }, icon(icons.warning))
    : element("span", { class: "sora-composer__mark", text: "○", "aria-hidden": "true" });
}

/**
 * The button that writes what is advised, or goes where it can be written.
 *
 * @param {AdviceState} advice
 * @param {Say} say
 * @param {(advice: AdviceState) => void} onPress
 */
export function applyButton(advice, say, onPress) {
  const button = element("button", {
    type: "button",
    class: "sora-composer__apply",
    text: advice.fix_label ?? say("composer.write_it"),
    title: advice.fix_label ? advice.reason : say("composer.go_to", { part: say(`part.${advice.part}`) }),
  });
  // The second click of a double click, or a key held down, would press what came into this place.
  button.addEventListener("click", (event) => event.detail > 1 || onPress(advice));
  button.addEventListener(
    "keydown",
    (event) => event.repeat && event.key === "Enter" && event.preventDefault(),
  );
  return button;
}

/**
 * @param {object} options
 * @param {string} options.id
 * @param {Say} options.say
 * @param {(advice: AdviceState) => void} options.onPress
 * @param {AbortSignal} options.signal
 */
export function createAdvice({ id, say, onPress, signal }) {
  const list = element("ul", { class: "sora-composer__advice-list", "aria-labelledby": `${id}-advice` });
  const more = element("button", { type: "button", class: "sora-composer__more", "aria-expanded": "false" });
  const root = element(
    "section",
    { class: "sora-composer__advice", "aria-labelledby": `${id}-advice` },
    element("h3", {
      class: "sora-composer__title",
      id: `${id}-advice`,
      text: say("composer.advice"),
      tabindex: -1,
    }),
    list,
    more,
  );
  let shown = "";
  let isLong = false;
  let most = SHOWN_AT_FIRST;
  /** @type {AdviceState[]} */
  let current = [];

  const focusAt = (/** @type {number} */ index) => {
    const buttons = list.querySelectorAll("button");
    (buttons[Math.min(index, buttons.length - 1)] ?? root.querySelector("h3"))?.focus();
  };
  const rebuild = () => {
    const wanted = isLong ? current : current.slice(0, most);
    // What has the focus keeps its place: after one is applied, the next stands there.
    const at = Array.from(list.querySelectorAll("button")).findIndex((button) => button.matches(":focus"));
    list.replaceChildren(...(current.length ? wanted.map(itemOf) : [goodItem()]));
    const hidden = current.length - wanted.length;
    more.hidden = hidden === 0 && !isLong;
    setText(more, isLong ? say("composer.less_advice") : say("composer.more_advice", { n: hidden }));
    more.setAttribute("aria-expanded", String(isLong));
    if (at >= 0) focusAt(at);
  };
  const goodItem = () =>
    element(
      "li",
      { class: "sora-composer__item is-good" },
      element("span", { class: "sora-composer__mark", text: "●", "aria-hidden": "true" }),
      element("span", { class: "sora-composer__reason", text: say("composer.all_good") }),
    );
  const itemOf = (/** @type {AdviceState} */ advice) => {
    const sure = say(`composer.${advice.confidence}`);
    return element(
      "li",
      {
        class: `sora-composer__item is-${advice.severity}`,
        "data-part": advice.part,
        "data-code": advice.code,
      },
      markOf(advice),
      element(
        "span",
        { class: "sora-composer__reason" },
        element("span", { class: "sora-composer__part-name", text: say(`part.${advice.part}`) }),
        document.createTextNode(` ${advice.reason} `),
        element("span", {
          class: "sora-composer__sure",
          text: sure,
          title: say("composer.confidence", { sure }),
        }),
      ),
      applyButton(advice, say, onPress),
    );
  };
  listen(
    more,
    "click",
    () => {
      isLong = !isLong;
      rebuild();
    },
    signal,
  );

  return {
    root,
    focus: () => focusAt(0),
    /** @param {AdviceState[]} advice @param {boolean} isBegun whether there is a prompt; before, one thing is enough */
    show: (advice, isBegun) => {
      const key = JSON.stringify([advice, isBegun]);
      if (key === shown) return;
      shown = key;
      current = advice;
      most = isBegun ? SHOWN_AT_FIRST : 1;
      if (advice.length <= most) isLong = false;
      rebuild();
    },
  };
}
