// Model, length, size and number of takes: four lists that only offer what the chosen model makes.

import { element, listen } from "./dom.js";
import { sizeLabel } from "./format.js";
import { fitSettings } from "./settings.js";

/**
 * @param {object} options
 * @param {import("./settings.js").ModelChoice[]} options.models
 * @param {number[]} options.takes
 * @param {import("./texts.js").Say} options.say
 * @param {(settings: import("./settings.js").ShotSettings) => void} options.onEdit
 * @param {AbortSignal} options.signal
 */
export function createSettingsRow({ models: first, takes, say, onEdit, signal }) {
  const list = (/** @type {string} */ name) =>
    element("select", { class: "sora-select", "aria-label": say(name) });
  const lists = {
    model: list("settings.model"),
    seconds: list("settings.seconds"),
    size: list("settings.size"),
    takes: list("settings.takes"),
  };
  const root = element(
    "div",
    { class: "sora-settings", role: "group", "aria-label": say("settings.name") },
    ...Object.values(lists),
  );
  let models = first;
  /** @type {import("./settings.js").ShotSettings} */
  let settings = { model: "", seconds: 0, size: "", takes: 1 };
  const modelOf = (/** @type {string} */ id) => models.find((model) => model.id === id);

  /**
   * A value that a program set and the model does not make is still shown: hiding it would be a lie.
   *
   * @param {HTMLSelectElement} list
   * @param {(string | number)[]} values
   * @param {string | number} chosen
   * @param {(value: string | number) => string} label
   */
  const fill = (list, values, chosen, label) => {
    const all = values.includes(chosen) ? values : [...values, chosen];
    const key = all.join("|");
    if (list.dataset.values !== key) {
      list.replaceChildren(...all.map((value) => element("option", { value, text: label(value) })));
      list.dataset.values = key;
    }
    list.value = String(chosen);
  };
  const show = (/** @type {import("./settings.js").ShotSettings} */ next) => {
    settings = next;
    const model = modelOf(next.model);
    fill(
      lists.model,
      models.map((choice) => choice.id),
      next.model,
      String,
    );
    fill(lists.seconds, model?.seconds ?? [], next.seconds, (n) => say("settings.n_seconds", { n }));
    fill(lists.size, model?.sizes ?? [], next.size, (size) => sizeLabel(String(size)));
    fill(lists.takes, takes, next.takes, (n) =>
      say(n === 1 ? "settings.one_take" : "settings.n_takes", { n }),
    );
    lists.model.title = model?.note ?? "";
  };
  for (const list of Object.values(lists)) {
    listen(
      list,
      "change",
      () => {
        const picked = {
          model: lists.model.value,
          seconds: Number(lists.seconds.value),
          size: lists.size.value,
          takes: Number(lists.takes.value),
        };
        const next = picked.model === settings.model ? picked : fitSettings(picked, modelOf(picked.model));
        show(next);
        onEdit(next);
      },
      signal,
    );
  }
  return {
    root,
    show,
    /** @param {import("./settings.js").ModelChoice[]} next another server was connected: it makes other models */
    offer: (next) => {
      models = next;
      show(settings);
    },
  };
}
