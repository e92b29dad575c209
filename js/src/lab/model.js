// A widget's model without a widget: what a document says, with the interface that anywidget gives a view. Whoever holds
// it hears what the view saves and sends (`hooks`), and tells it what a kernel says (`receive`). Pure.

/** @typedef {Record<string, any>} State */

/**
 * @param {State} state
 * @param {{ onSave: (changed: State) => void, onSend: (content: any, buffers: (ArrayBuffer | ArrayBufferView)[]) => void }} hooks
 */
export function createLocalModel(state, { onSave, onSend }) {
  /** @type {Map<string, any>} */
  const values = new Map(Object.entries(state));
  /** @type {Map<string, Set<(...args: any[]) => void>>} */
  const listeners = new Map();
  /** @type {Set<string>} */
  const unsaved = new Set();

  const emit = (/** @type {string} */ event, /** @type {any[]} */ ...args) => {
    for (const callback of [...(listeners.get(event) ?? [])]) callback(...args);
  };
  /** @returns {boolean} whether that was news */
  const put = (/** @type {string} */ name, /** @type {any} */ value) => {
    if (isSame(values.get(name), value)) return false;
    values.set(name, value);
    emit(`change:${name}`);
    return true;
  };

  return {
    get: (/** @type {string} */ name) => values.get(name),
    set: (/** @type {string} */ name, /** @type {any} */ value) => {
      if (put(name, value)) unsaved.add(name);
    },
    save_changes: () => {
      const changed = Object.fromEntries([...unsaved].map((name) => [name, values.get(name)]));
      unsaved.clear();
      if (Object.keys(changed).length > 0) onSave(changed);
    },
    on: (/** @type {string} */ event, /** @type {(...args: any[]) => void} */ callback) => {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(callback));
    },
    off: (/** @type {string | null} */ event, /** @type {(...args: any[]) => void} */ callback) => {
      listeners.get(event ?? "")?.delete(callback);
    },
    send: (/** @type {any} */ content, /** @type {unknown} */ _callbacks, /** @type {any} */ buffers) =>
      onSend(content, buffers ?? []),

    /** What a kernel says is so: it is not sent back. @param {State} news */
    receive: (news) => {
      for (const [name, value] of Object.entries(news)) {
        unsaved.delete(name);
        put(name, value);
      }
    },
    /** A message of a kernel. */
    hear: (/** @type {any} */ content, /** @type {any[]} */ buffers) => emit("msg:custom", content, buffers),
  };
}

/** @typedef {ReturnType<typeof createLocalModel>} LocalModel */

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function isSame(one, other) {
  if (one === other) return true;
  return (
    typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other)
  );
}
