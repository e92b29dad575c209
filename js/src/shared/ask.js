// What a widget with a draft asks the kernel: the draft goes along, for the request may overtake one that still waits.

/**
 * @param {object} options
 * @param {import("./requests.js").Request} options.request
 * @param {() => object} options.draft
 * @param {{ asked: () => void }} options.watch
 * @param {(reason: unknown) => void} options.onProblem what the kernel refused; "" when it did not
 * @param {() => void} options.onAnswer
 * @param {AbortSignal} options.signal
 */
export function createAsk({ request, draft, watch, onProblem, onAnswer, signal }) {
  /** @type {(kind: string, more?: Record<string, unknown>) => Promise<any>} the result; undefined when it was refused */
  return async (kind, more = {}) => {
    watch.asked();
    try {
      const { result } = await request(kind, { ...more, draft: draft() }, signal);
      onProblem("");
      return result;
    } catch (error) {
      onProblem(error);
    } finally {
      onAnswer();
    }
  };
}
