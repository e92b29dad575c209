// The life of one view: every listener, request and object URL hangs on its signal.

/**
 * anywidget ≥ 0.11 ends a view through the `signal` it passes; earlier hosts call the returned cleanup. Both end here.
 *
 * @param {AbortSignal | undefined} hostSignal
 * @returns {{ signal: AbortSignal, end: () => void }}
 */
export function createLifetime(hostSignal) {
  const controller = new AbortController();
  const end = () => controller.abort();
  if (hostSignal?.aborted) end();
  else hostSignal?.addEventListener("abort", end, { once: true, signal: controller.signal });
  return { signal: controller.signal, end };
}

/**
 * Observes a model until the signal ends. (A host may offer `off` only by the same callback, so it is kept here.)
 *
 * @param {Pick<import("@anywidget/types").AnyModel, "on" | "off">} model
 * @param {string} event
 * @param {(...args: any[]) => void} callback
 * @param {AbortSignal} signal
 */
export function observe(model, event, callback, signal) {
  if (signal.aborted) return;
  model.on(event, callback);
  signal.addEventListener("abort", () => model.off(/** @type {any} */ (event), callback), { once: true });
}

/**
 * An object URL that is revoked when the signal ends.
 *
 * @param {Blob} blob
 * @param {AbortSignal} signal
 */
export function objectUrl(blob, signal) {
  const url = URL.createObjectURL(blob);
  signal.addEventListener("abort", () => URL.revokeObjectURL(url), { once: true });
  return url;
}
