// CostEstimator: what a clip costs, at the connected provider and by each model's list price, before it runs.

import { element, keepKeysInside, setText } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createSettingsRow } from "../shared/settings-row.js";
import { createSay } from "../shared/texts.js";
import "./estimator.css";

/**
 * @typedef {object} Bar
 * @property {string} id
 * @property {string} name
 * @property {string} amount_label
 * @property {number | null} share of the longest bar, 0 to 1; null when nobody knows the price
 * @property {string} note
 * @property {string} title more about the name
 * @property {boolean} is_chosen
 */
/**
 * @typedef {object} EstimatorView
 * @property {number} revision
 * @property {Bar[]} bars
 * @property {{ name: string, amount: string }[]} wallet
 * @property {{ label: string, address: string } | null} source
 * @property {string | null} refusal
 */

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  /** @type {{ models: import("../shared/settings.js").ModelChoice[], takes: number[] }} */
  const choices = model.get("_choices");
  /** @type {{ revision: number, settings: import("../shared/settings.js").ShotSettings }} */
  let draft = model.get("_draft");

  const settings = createSettingsRow({
    models: choices.models,
    takes: choices.takes,
    say,
    onEdit: (next) => {
      draft = { revision: draft.revision + 1, settings: next };
      model.set("_draft", draft);
      model.save_changes();
    },
    signal,
  });
  const bars = element("ul", { class: "sora-estimator__bars", "aria-label": say("estimator.bars") });
  const refusal = element("p", { class: "sora-estimator__refusal", role: "status" });
  const wallet = element("div", {
    role: "group",
    class: "sora-estimator__wallet",
    "aria-label": say("estimator.wallet"),
  });
  const source = element("span", { class: "sora-estimator__source" });
  const root = element(
    "div",
    { class: "sora-estimator", role: "group", "aria-label": say("estimator.name") },
    element("div", { class: "sora-estimator__head" }, settings.root),
    bars,
    refusal,
    element("div", { class: "sora-estimator__foot" }, wallet, source),
  );
  keepKeysInside(root, signal);

  const show = () => {
    /** @type {EstimatorView} */
    const view = model.get("_view");
    bars.replaceChildren(...view.bars.map(barOf));
    setText(refusal, view.refusal ?? "");
    wallet.replaceChildren(
      ...view.wallet.map(({ name, amount }) =>
        element(
          "span",
          { class: "sora-estimator__sum" },
          document.createTextNode(`${name} `),
          element("b", { text: amount }),
        ),
      ),
    );
    source.replaceChildren();
    if (!view.source) return;
    const isAddress = /^https?:\/\//.test(view.source.address);
    source.append(
      isAddress
        ? element("a", {
            href: view.source.address,
            target: "_blank",
            rel: "noopener noreferrer",
            text: view.source.label,
          })
        : document.createTextNode(view.source.label),
    );
    if (!isAddress) source.title = view.source.address;
  };
  observe(model, "change:_view", show, signal);
  observe(model, "change:_choices", () => settings.offer(model.get("_choices").models), signal);
  observe(
    model,
    "change:_draft",
    () => {
      const incoming = model.get("_draft");
      if (incoming.revision <= draft.revision) return;
      draft = incoming;
      settings.show(draft.settings);
    },
    signal,
  );
  settings.show(draft.settings);
  show();
  el.append(root);
  return end;
}

/** @param {Bar} bar */
function barOf(bar) {
  const fill = element("span", { class: "sora-estimator__fill", "aria-hidden": "true" });
  fill.style.width = bar.share === null ? "56px" : `${bar.share * 100}%`;
  return element(
    "li",
    {
      class: "sora-estimator__bar",
      "data-known": String(bar.share !== null),
      "data-chosen": String(bar.is_chosen),
    },
    element("span", { class: "sora-estimator__name", text: bar.name, title: bar.title }),
    element(
      "span",
      { class: "sora-estimator__track" },
      fill,
      element("span", { class: "sora-estimator__amount", text: bar.amount_label }),
    ),
    element("span", { class: "sora-estimator__note", text: bar.note }),
  );
}

export default { render };
