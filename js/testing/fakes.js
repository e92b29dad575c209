// Doubles for what the host gives: a model that records what is sent and can be made to speak.

import { readdirSync, readFileSync } from "node:fs";

/** @param {Record<string, any>} [state] */
export function fakeModel(state = {}) {
  /** @type {Map<string, Set<(...args: any[]) => void>>} */
  const listeners = new Map();
  /** @type {any[]} */
  const sent = [];
  return {
    sent,
    /** @param {any} name */
    get: (name) => state[name],
    /** @param {any} event @param {any} callback */
    on: (event, callback) => {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event)?.add(callback);
    },
    /** @param {any} event @param {any} callback */
    off: (event, callback) => {
      listeners.get(event)?.delete(callback);
    },
    /** @param {any} message */
    send: (message) => {
      sent.push(message);
    },
    /** @param {any} message @param {DataView[]} [buffers] */
    speak: (message, buffers = []) => {
      for (const callback of listeners.get("msg:custom") ?? []) callback(message, buffers);
    },
    listenerCount: () => Array.from(listeners.values()).reduce((sum, set) => sum + set.size, 0),
  };
}

/** A golden file that pytest reads too. @param {string} name @returns {any} */
export function golden(name) {
  return JSON.parse(
    readFileSync(new URL(`../../tests/contract/messages/${name}.json`, import.meta.url), "utf8"),
  );
}

/** The texts of a language, as the kernel sends them. @param {string} language @returns {Record<string, string>} */
export function textsIn(language) {
  const folder = new URL(`../../sora_widgets/widgets/texts/${language}/`, import.meta.url);
  const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
  return Object.assign({}, ...files);
}

export const englishTexts = () => textsIn("en");

/** @param {string} text */
export function bytesOf(text) {
  return new DataView(new TextEncoder().encode(text).buffer);
}
