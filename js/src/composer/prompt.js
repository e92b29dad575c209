// The right side: the composed prompt in the colours of its parts, and the advice about it.

import { element, icon, listen, setText } from "../shared/dom.js";
import { icons } from "../shared/icons.js";
import { piecesOf } from "./state.js";

const SHOWN_AT_FIRST = 3;

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 */
export function createPrompt({ id, say }) {
  const text = element("p", { class: "sora-composer__text", "aria-labelledby": `${id}-prompt` });
  const waiting = element("span", { class: "sora-composer__waiting", role: "status" });
  const root = element(
    "section",
    { class: "sora-composer__prompt" },
    element(
      "div",
      { class: "sora-composer__head" },
      element("span", { class: "sora-composer__title", id: `${id}-prompt`, text: say("composer.prompt") }),
      waiting,
    ),
    text,
  );
  return {
    root,
    /** @param {string} prompt @param {[number, number, import("./state.js").Part][]} spans */
    show: (prompt, spans) => {
      text.classList.toggle("is-empty", prompt === "");
      if (prompt === "") return setText(text, say("composer.empty"));
      text.replaceChildren(
        ...piecesOf(prompt, spans).map((piece) =>
          piece.part
            ? element("span", {
                class: "sora-composer__span",
                "data-part": piece.part,
                title: say(`part.${piece.part}`),
                text: piece.text,
              })
            : document.createTextNode(piece.text),
        ),
      );
    },
    /** @param {boolean} isBehind */
    showBehind: (isBehind) => {
      setText(waiting, isBehind ? say("composer.waiting_for_kernel") : "");
      root.classList.toggle("is-behind", isBehind);
    },
    /** @param {string | null} part whose field has the focus */
    light: (part) => {
      if (part) root.dataset.lit = part;
      else delete root.dataset.lit;
    },
  };
}

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(advice: import("./state.js").AdviceState) => void} options.onApply
 * @param {(part: import("./state.js").Part) => void} options.onGoTo
 * @param {AbortSignal} options.signal
 */
export function createAdvice({ id, say, onApply, onGoTo, signal }) {
  const list = element("ul", { class: "sora-composer__advice-list" });
  const more = element("button", { type: "button", class: "sora-composer__more", "aria-expanded": "false" });
  const root = element(
    "section",
    { class: "sora-composer__advice", "aria-labelledby": `${id}-advice` },
    element(
      "div",
      { class: "sora-composer__head" },
      element("span", { class: "sora-composer__title", id: `${id}-advice`, text: say("composer.advice") }),
    ),
    list,
    more,
  );
  let shown = "";
  let isLong = false;
  /** @type {import("./state.js").AdviceState[]} */
  let current = [];

  const rebuild = () => {
    const wanted = isLong ? current : current.slice(0, SHOWN_AT_FIRST);
    list.replaceChildren(...(current.length ? wanted.map(itemOf) : [goodItem()]));
    const hidden = current.length - wanted.length;
    more.hidden = hidden === 0 && !isLong;
    setText(more, isLong ? say("composer.less_advice") : say("composer.more_advice", { n: hidden }));
    more.setAttribute("aria-expanded", String(isLong));
  };
  const goodItem = () =>
    element(
      "li",
      { class: "sora-composer__item is-good" },
      element("span", { class: "sora-composer__mark", text: "●", "aria-hidden": "true" }),
      element("span", { class: "sora-composer__reason", text: say("composer.all_good") }),
    );
  const itemOf = (/** @type {import("./state.js").AdviceState} */ advice) => {
    const isWarning = advice.severity === "warning";
    const part = say(`part.${advice.part}`);
    const act = element("button", {
      type: "button",
      class: "sora-composer__apply",
      text: advice.fix_label ?? say("composer.write_it"),
      title: advice.fix_label ? "" : say("composer.go_to", { part }),
    });
    listen(act, "click", () => (advice.fix_label ? onApply(advice) : onGoTo(advice.part)), signal);
    const mark = isWarning
      ? element("span", { class: "sora-composer__mark" }, icon(icons.warning))
      : element("span", { class: "sora-composer__mark", text: "○", "aria-hidden": "true" });
    return element(
      "li",
      {
        class: `sora-composer__item is-${advice.severity}`,
        "data-part": advice.part,
        "data-code": advice.code,
      },
      mark,
      element(
        "span",
        { class: "sora-composer__reason" },
        element("span", { class: "sora-composer__part-name", text: part }),
        document.createTextNode(` ${advice.reason}`),
      ),
      act,
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
    /** @param {import("./state.js").AdviceState[]} advice */
    show: (advice) => {
      const key = JSON.stringify(advice);
      if (key === shown) return;
      shown = key;
      current = advice;
      if (advice.length <= SHOWN_AT_FIRST) isLong = false;
      rebuild();
    },
  };
}
