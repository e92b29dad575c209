// Numbers as people read them. Pure.

/**
 * `m:ss.ff`, where ff counts frames within the second.
 *
 * @param {number} frame index from 0
 * @param {number} fps
 */
export function timecode(frame, fps) {
  const rate = Math.max(1, Math.round(fps));
  const seconds = Math.floor(frame / rate);
  const pad = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}.${pad(frame % rate)}`;
}

/**
 * Time left as `m:ss`, rounded up so that it never says 0:00 while something is still to come.
 *
 * @param {number} seconds
 */
export function countdown(seconds) {
  const whole = Math.max(1, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * `1280x720` as `1280×720`.
 *
 * @param {string | [number, number]} size
 */
export function sizeLabel(size) {
  return Array.isArray(size) ? size.join("×") : size.replace("x", "×");
}

/**
 * A moment on the reader's own clock: `14:32:10`, with its date when that is not today.
 *
 * @param {number} secondsSince1970
 * @param {Date} [now]
 */
export function clock(secondsSince1970, now = new Date()) {
  const at = new Date(secondsSince1970 * 1000);
  const pad = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(pad).join(":");
  const date = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join("-");
  return at.toDateString() === now.toDateString() ? time : `${date} ${time}`;
}

/**
 * A number with at most two decimals, none that say nothing, as the language writes it.
 *
 * @param {number} value
 * @param {string} language "en" or "fr"
 * @param {number} [decimals]
 */
export function number(value, language, decimals = 2) {
  const text = String(Number(value.toFixed(decimals))).replace("-", "−");
  return language === "fr" ? text.replace(".", ",") : text;
}

/**
 * An amount as the kernel writes it (`Texts.money`): `$0.40`, in French `0,40 $`; 0 is free, null unknown. Cents are
 * always shown, and a finer amount keeps its digits, so that no price is rounded to 0.
 *
 * @param {string | null} usd a decimal number as text
 * @param {import("./texts.js").Say} say
 * @param {string} language "en" or "fr"
 */
export function money(usd, say, language) {
  if (usd === null) return say("money.unknown");
  const [whole = "0", decimals = ""] = usd.replace("-", "").split(".");
  if (!/[1-9]/.test(whole + decimals)) return say("money.free");
  const isFrench = language === "fr";
  const sign = usd.startsWith("-") ? "-" : "";
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, isFrench ? "\u202f" : ",");
  const cents = decimals.replace(/0+$/, "").padEnd(2, "0");
  return isFrench ? `${sign}${grouped},${cents}\u00a0$` : `${sign}$${grouped}.${cents}`;
}
