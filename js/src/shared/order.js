// The button that makes clips, with the price on it: what stands beside it, and why it cannot be pressed.

import { element, listen, setText } from "./dom.js";
import { isGivenUp } from "./requests.js";

/**
 * @typedef {object} PriceState
 * @property {string} label
 * @property {string} detail
 * @property {string} provider
 * @property {string} provider_note
 * @property {boolean} can_run
 * @property {string | null} refusal
 */

/**
 * @template {PriceState} Price
 * @param {object} options
 * @param {string} options.block what the classes of its pieces begin with
 * @param {string} options.id unique on the page
 * @param {string} options.hint
 * @param {(price: string) => string} options.label what stands on the button
 * @param {() => Price} options.price the newest that is known
 * @param {(price: Price) => Promise<unknown>} options.onPress orders it, and shows what goes wrong; with the price that
 *   was on the button: the kernel runs nothing that costs more, or elsewhere
 * @param {import("./texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createOrder({ block, id, hint, label, price: priceNow, onPress, say, signal }) {
  const detail = element("p", { class: `${block}__price` });
  const refusal = element("p", { class: `${block}__refusal`, id: `${id}-refusal` });
  const words = element("div", { class: `${block}__words` }, detail, refusal);
  const problem = element("p", { class: `${block}__problem`, role: "alert" });
  const button = element("button", {
    type: "button",
    class: `${block}__generate`,
    title: hint,
    "aria-describedby": `${id}-refusal`,
  });
  let isSending = false;
  let isBehind = false;

  const show = () => {
    const price = priceNow();
    setText(detail, price.detail);
    detail.title = price.provider_note;
    setText(refusal, price.refusal ?? "");
    detail.hidden = price.refusal !== null;
    setText(button, isSending ? say("composer.sending") : label(price.label));
    // While the kernel is behind, its refusal is about an older draft: let it judge the newest one.
    button.setAttribute("aria-disabled", String(isSending || !(price.can_run || isBehind)));
  };
  const showProblem = (/** @type {unknown} */ reason) => {
    if (!isGivenUp(reason)) setText(problem, reason instanceof Error ? reason.message : String(reason));
  };
  const press = async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    isSending = true;
    showProblem("");
    show();
    await onPress(priceNow());
    isSending = false;
    show();
  };
  listen(button, "click", () => void press(), signal);

  return {
    ...{ words, button, problem, press, show, showProblem },
    /** @param {boolean} behind whether the kernel owes an answer for a while */
    showBehind: (behind) => {
      isBehind = behind;
      show();
    },
  };
}
