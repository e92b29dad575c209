// Words for the interface. They come from the kernel (`_texts`); nothing readable is written in the JavaScript.

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * @param {Record<string, string>} texts
 * @returns {Say} the text of a key with its `{name}` filled in; an unknown key says itself, so that a gap is seen.
 */
export function createSay(texts) {
  return (key, values = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
