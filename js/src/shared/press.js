// A button that asks the kernel for something: it rests while the answer is under way, and what goes wrong is told.
//
// What hurts is pressed twice: the first press only turns the button into a question. A double click and a key held
// down count as one press, and leaving the button or Escape takes the question back.

import { listen, setText } from "./dom.js";
import { isGivenUp } from "./requests.js";

/**
 * @param {object} options
 * @param {HTMLButtonElement} options.button
 * @param {string} options.label
 * @param {() => Promise<unknown>} options.ask
 * @param {(message: string) => void} options.onProblem "" takes the last one back
 * @param {(isQuestion: boolean) => void} [options.onQuestion]
 * @param {AbortSignal} options.signal
 */
export function createPress({ button, label, ask, onProblem, onQuestion = () => {}, signal }) {
  /** @type {string | null} what the button asks before it does it; null does it at once */
  let question = null;
  let isAsked = false;
  let isResting = false;
  let isBarred = false;

  const show = () => {
    setText(button, isAsked && question ? question : label);
    button.classList.toggle("is-asked", isAsked);
    // Not `disabled`: that would take the focus away from who uses the keyboard.
    button.setAttribute("aria-disabled", String(isResting || isBarred));
  };
  const setAsked = (/** @type {boolean} */ asked) => {
    if (isAsked === asked) return;
    isAsked = asked;
    show();
    onQuestion(asked);
  };
  show();

  listen(
    button,
    "click",
    async (/** @type {MouseEvent} */ event) => {
      event.preventDefault();
      if (isResting || isBarred || event.detail > 1) return;
      if (question !== null && !isAsked) return setAsked(true);
      setAsked(false);
      isResting = true;
      show();
      onProblem("");
      try {
        await ask();
      } catch (error) {
        if (!isGivenUp(error)) onProblem(error instanceof Error ? error.message : String(error));
        isResting = false;
        show();
      }
    },
    signal,
  );
  listen(
    button,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") setAsked(false);
      else if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
    },
    signal,
  );
  listen(button, "blur", () => setAsked(false), signal);

  return {
    /** @param {string | null} next asked before it is done; null when one press is enough */
    setQuestion: (next) => {
      question = next;
      if (question === null) setAsked(false);
      show();
    },
    /** The question is asked no longer: what it was about has changed. */
    takeBack: () => setAsked(false),
    /** @param {boolean} barred whether it cannot be pressed now */
    setBarred: (barred) => {
      isBarred = barred;
      if (barred) setAsked(false);
      show();
    },
  };
}
