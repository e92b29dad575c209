// Whether somebody can see a view: who has scrolled past it for a while need not hold its bytes.

/** A glance elsewhere is no farewell. */
const AWAY_MS = 3000;

/**
 * @param {Element} root
 * @param {{ onAway: () => void, onBack: () => void }} hooks `onBack` also for the first sight
 * @param {AbortSignal} signal
 */
export function whenAway(root, { onAway, onBack }, signal) {
  if (signal.aborted) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  const observer = new IntersectionObserver((entries) => {
    clearTimeout(leaving);
    if (entries.at(-1)?.isIntersecting) onBack();
    else leaving = setTimeout(onAway, AWAY_MS);
  });
  observer.observe(root);
  signal.addEventListener(
    "abort",
    () => {
      clearTimeout(leaving);
      observer.disconnect();
    },
    { once: true },
  );
}
