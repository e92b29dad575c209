// The settings: what is to be made, how often, and the machine of one's own that only its owner knows.

import { element, listen, setText, setValue } from "../shared/dom.js";
import { sizeLabel } from "../shared/format.js";
import { stopsOf } from "./state.js";

/** @typedef {import("./state.js").CostSettings} CostSettings */
/** @typedef {{ label: string, models: { id: string, label: string }[] }} ModelGroup */
/** @typedef {{ groups: ModelGroup[], takes: number[], clips: number[] }} CostChoices */
/** @typedef {{ model: string, seconds: number[], sizes: string[] }} Makes the chosen model by its full name, and what it makes */

const MACHINE = ["usd_per_gpu_hour", "gpus", "compute_s_per_video_s", "utilisation", "hours_per_month"];

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(change: Partial<CostSettings>) => void} options.onEdit
 * @param {AbortSignal} options.signal
 */
export function createControls({ id, say, onEdit, signal }) {
  const field = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {HTMLElement[]} */ ...parts
  ) => {
    const [input] = parts;
    if (input) input.id = `${id}-${name}`;
    return element(
      "div",
      { class: "sora-estimator__field", "data-field": name },
      element("label", { class: "sora-estimator__label", for: `${id}-${name}`, text: label }),
      element("div", { class: "sora-estimator__entry" }, ...parts),
    );
  };
  const select = () => element("select", { class: "sora-select" });
  const slider = () => element("input", { type: "range", class: "sora-estimator__slider", min: 0, step: 1 });
  // The slider tells its own value to who does not see this one.
  const value = () => element("span", { class: "sora-estimator__value", "aria-hidden": "true" });

  const model = select();
  const seconds = slider();
  const secondsValue = value();
  const size = select();
  const takes = select();
  const sound = select();
  const batch = element("input", { type: "checkbox", id: `${id}-batch` });
  const clips = slider();
  const clipsValue = value();
  for (const [key, label] of [
    ["", say("estimator.sound_any")],
    ["true", say("estimator.sound_on")],
    ["false", say("estimator.sound_off")],
  ]) {
    sound.append(element("option", { value: key, text: label }));
  }
  const board = element("p", { class: "sora-estimator__board", hidden: true });
  const secondsField = field("seconds", say("settings.seconds"), seconds, secondsValue);

  const labels = {
    usd_per_gpu_hour: say("estimator.usd_per_gpu_hour"),
    gpus: say("estimator.gpus"),
    compute_s_per_video_s: say("estimator.compute_s_per_video_s"),
    utilisation: say("estimator.utilisation"),
    hours_per_month: say("estimator.hours_per_month"),
  };
  /** @type {Record<string, HTMLInputElement>} */
  const machine = {};
  for (const name of MACHINE) {
    machine[name] = element("input", {
      type: "text",
      class: "sora-estimator__number",
      inputmode: name === "gpus" ? "numeric" : "decimal",
      autocomplete: "off",
      name,
      placeholder: name === "hours_per_month" ? say("estimator.hours_hint") : null,
      "aria-describedby": `${id}-machine-problem`,
    });
  }
  const machineButton = element("button", {
    type: "button",
    class: "sora-estimator__quiet",
    "aria-expanded": "false",
    "aria-controls": `${id}-machine`,
    text: say("estimator.own_machine_open"),
  });
  const machineProblem = element("p", {
    class: "sora-estimator__problem",
    id: `${id}-machine-problem`,
    role: "status",
  });
  const machinePlace = element(
    "div",
    {
      class: "sora-estimator__machine",
      id: `${id}-machine`,
      role: "group",
      "aria-label": say("estimator.own_machine"),
      hidden: true,
    },
    element("p", { class: "sora-estimator__help", text: say("estimator.own_machine_help") }),
    element(
      "div",
      { class: "sora-estimator__fields" },
      ...MACHINE.map((name) =>
        field(
          name,
          labels[/** @type {keyof typeof labels} */ (name)],
          /** @type {HTMLInputElement} */ (machine[name]),
        ),
      ),
    ),
    machineProblem,
  );
  const root = element(
    "div",
    { class: "sora-estimator__controls", role: "group", "aria-label": say("estimator.controls") },
    element(
      "div",
      { class: "sora-estimator__fields" },
      field("model", say("settings.model"), model),
      board,
      secondsField,
      field("size", say("settings.size"), size),
      field("takes", say("settings.takes"), takes),
      field("sound", say("estimator.sound"), sound),
      field("clips", say("estimator.clips_per_month"), clips, clipsValue),
      element(
        "div",
        { class: "sora-estimator__more" },
        element(
          "label",
          { class: "sora-estimator__check" },
          batch,
          document.createTextNode(say("estimator.batch")),
        ),
        machineButton,
      ),
    ),
    machinePlace,
  );

  /** @type {number[]} */
  let secondsStops = [];
  /** @type {number[]} */
  let clipsStops = [];
  /** @type {{ choices: CostChoices | null, names: Set<string> }} */
  let listed = { choices: null, names: new Set() };

  const showSlider = (
    /** @type {HTMLInputElement} */ range,
    /** @type {HTMLElement} */ output,
    /** @type {number[]} */ stops,
    /** @type {number} */ at,
    /** @type {string} */ text,
  ) => {
    range.max = String(stops.length - 1);
    range.value = String(stops.indexOf(at));
    range.style.setProperty("--at", `${(100 * stops.indexOf(at)) / Math.max(stops.length - 1, 1)}%`);
    range.setAttribute("aria-valuetext", text);
    setText(output, text);
  };
  const fill = (
    /** @type {HTMLSelectElement} */ list,
    /** @type {readonly (string | number)[]} */ offered,
    /** @type {string | number} */ chosen,
    /** @type {(value: string | number) => string} */ label,
  ) => {
    const all = offered.includes(chosen) ? offered : [...offered, chosen];
    const key = all.join("|");
    if (list.dataset.values !== key) {
      list.replaceChildren(...all.map((one) => element("option", { value: one, text: label(one) })));
      list.dataset.values = key;
    }
    list.value = String(chosen);
  };
  const secondsText = (/** @type {number} */ n) => say("settings.n_seconds", { n });

  /** @param {CostSettings} settings @param {CostChoices} choices @param {Makes} makes */
  function show(settings, choices, makes) {
    const isOffered = (/** @type {string} */ name) =>
      choices.groups.some((group) => group.models.some((one) => one.id === name));
    const chosen = isOffered(settings.model) ? settings.model : makes.model;
    // A slider moves through here: the hundred models are listed anew only when they are others.
    if (choices !== listed.choices || !listed.names.has(chosen)) {
      const groups = isOffered(chosen)
        ? choices.groups
        : [
            ...choices.groups,
            { label: say("estimator.other_models"), models: [{ id: chosen, label: chosen }] },
          ];
      model.replaceChildren(
        ...groups.map((group) =>
          element(
            "optgroup",
            { label: group.label },
            ...group.models.map((one) => element("option", { value: one.id, text: one.label })),
          ),
        ),
      );
      listed = { choices, names: new Set(groups.flatMap((group) => group.models.map((one) => one.id))) };
    }
    model.value = chosen;
    secondsField.hidden = settings.seconds === null;
    if (settings.seconds !== null) {
      secondsStops = stopsOf(makes.seconds, settings.seconds);
      showSlider(seconds, secondsValue, secondsStops, settings.seconds, secondsText(settings.seconds));
    }
    fill(size, makes.sizes, settings.size, (one) => sizeLabel(String(one)));
    fill(takes, choices.takes, settings.takes, (n) =>
      say(n === 1 ? "settings.one_take" : "settings.n_takes", { n }),
    );
    sound.value = settings.sound === null ? "" : String(settings.sound);
    batch.checked = settings.batch;
    clipsStops = stopsOf(choices.clips, settings.clips_per_month);
    showSlider(clips, clipsValue, clipsStops, settings.clips_per_month, String(settings.clips_per_month));
    for (const name of MACHINE) {
      const input = /** @type {HTMLInputElement} */ (machine[name]);
      setValue(input, settings.hosting[name] ?? "");
    }
    if (machinePlace.hidden && Object.keys(settings.hosting).length > 0) openMachine(true);
  }
  const openMachine = (/** @type {boolean} */ isOpen) => {
    machinePlace.hidden = !isOpen;
    machineButton.setAttribute("aria-expanded", String(isOpen));
  };

  listen(machineButton, "click", () => openMachine(machinePlace.hidden !== false), signal);
  listen(model, "change", () => onEdit({ model: model.value }), signal);
  listen(
    seconds,
    "input",
    () => {
      const chosen = secondsStops[Number(seconds.value)];
      if (chosen !== undefined) onEdit({ seconds: chosen });
    },
    signal,
  );
  listen(
    clips,
    "input",
    () => {
      const chosen = clipsStops[Number(clips.value)];
      if (chosen !== undefined) onEdit({ clips_per_month: chosen });
    },
    signal,
  );
  listen(size, "change", () => onEdit({ size: size.value }), signal);
  listen(takes, "change", () => onEdit({ takes: Number(takes.value) }), signal);
  listen(
    sound,
    "change",
    () => onEdit({ sound: sound.value === "" ? null : sound.value === "true" }),
    signal,
  );
  listen(batch, "change", () => onEdit({ batch: batch.checked }), signal);
  for (const name of MACHINE) {
    const input = /** @type {HTMLInputElement} */ (machine[name]);
    listen(
      input,
      "input",
      () => onEdit({ hosting: Object.fromEntries(MACHINE.map((one) => [one, machine[one]?.value ?? ""])) }),
      signal,
    );
  }
  return {
    root,
    show,
    /** @param {{ board: string, machine: { problem: string, fields: string[] } }} view */
    showView: (view) => {
      setText(board, view.board);
      board.hidden = view.board === "";
      setText(machineProblem, view.machine.problem);
      for (const name of MACHINE) {
        machine[name]?.setAttribute("aria-invalid", String(view.machine.fields.includes(name)));
      }
    },
  };
}
