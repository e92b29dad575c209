// Something that the kernel knows and the page does not yet: a button that asks for it, and what became of that.

import { element, listen, setText } from "../../shared/dom.js";
import { isGivenUp } from "../../shared/requests.js";

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.waiting
 * @param {import("../../shared/texts.js").Say} options.say
 * @param {(() => Promise<any>) | null} options.ask null without a kernel
 * @param {(answer: any, hadFocus: boolean) => void} options.onAnswer the button goes: who had its focus gets another place
 * @param {AbortSignal} options.signal
 */
export function createAsked({ label, waiting, say, ask, onAnswer, signal }) {
  const button = element("button", { type: "button", class: "sora-button", text: label });
  const status = element("p", { class: "sora-panels__note", role: "status" });
  let isAsking = false;
  const press = async () => {
    if (!ask || isAsking || !button.isConnected) return;
    isAsking = true;
    button.setAttribute("aria-disabled", "true");
    setText(status, waiting);
    try {
      const answer = await ask();
      onAnswer(answer, button.matches(":focus"));
    } catch (error) {
      if (isGivenUp(error)) return;
      const isAlone = /** @type {{ code?: string }} */ (error)?.code === "no-kernel";
      setText(
        status,
        isAlone ? say("panels.no_kernel") : error instanceof Error ? error.message : String(error),
      );
    } finally {
      isAsking = false;
      button.removeAttribute("aria-disabled");
    }
  };
  listen(button, "click", () => void press(), signal);
  if (!ask) setText(status, say("panels.no_kernel"));
  button.hidden = !ask;
  return { root: element("div", { class: "sora-panels__asked" }, button, status), press: () => void press() };
}
