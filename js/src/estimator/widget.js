// CostEstimator: settings on top, the price under them, the same work elsewhere, a month of it, and what would be
// cheaper. The kernel works out everything; the view shows it, and sends a draft with each move of a control.

import { createAnnouncer } from "../shared/announcer.js";
import { createAnswerWatch } from "../shared/answer-watch.js";
import { createAsk } from "../shared/ask.js";
import { element, keepKeysInside, setText } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests, isGivenUp } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { createAnswer } from "./answer.js";
import { createBars } from "./bars.js";
import { createChart } from "./chart.js";
import { createControls } from "./controls.js";
import { createSource } from "./source.js";
import { editCostDraft } from "./state.js";
import { createTable } from "./table.js";
import { createWays } from "./ways.js";
import "./estimator.css";

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  const id = `sora-${Math.random().toString(36).slice(2, 10)}`;
  /** @type {import("./state.js").CostDraft} */
  let draft = model.get("_draft");
  /** @type {() => any} */
  const answer = () => model.get("_view");

  const waiting = element("p", { class: "sora-estimator__waiting", role: "status" });
  const problem = element("p", { class: "sora-estimator__problem", role: "alert" });
  const watch = createAnswerWatch({
    onChange: (behind) => setText(waiting, behind ? say("estimator.waiting") : ""),
  });
  signal.addEventListener("abort", watch.stop, { once: true });
  const announcer = createAnnouncer(signal);
  const ask = createAsk({
    request,
    draft: () => draft,
    watch,
    onProblem: (reason) => {
      if (!isGivenUp(reason)) setText(problem, reason instanceof Error ? reason.message : String(reason));
    },
    onAnswer: () => watch.answered(),
    signal,
  });

  const send = (/** @type {Parameters<typeof editCostDraft>[1]} */ change) => {
    draft = editCostDraft(draft, change);
    model.set("_draft", draft);
    model.save_changes();
    setText(problem, "");
    watch.asked();
    controls.show(draft.settings, model.get("_choices"), answer().makes);
  };
  const sayPrice = () => {
    const { answer: now } = answer();
    if (!now) return "";
    return say("estimator.announce", {
      work: now.work,
      amount: now.amount,
      here: now.here.label,
      here_amount: now.here.amount,
    });
  };
  const edit = (/** @type {Partial<import("./state.js").CostSettings>} */ settings) => {
    send({ settings });
    announcer.sayLater(sayPrice);
  };

  const source = createSource({ id, say, ask: (offer) => ask("estimator-explain", { offer }), signal });
  const onExplain = source.open;
  const controls = createControls({ id, say, onEdit: edit, signal });
  const headline = createAnswer({ say, onExplain });
  const bars = createBars({ say, onExplain });
  const table = createTable({
    id,
    say,
    onExplain,
    onSort: (by) => send({ table: { by, is_reversed: draft.table.by === by && !draft.table.is_reversed } }),
  });
  const more = element("button", {
    type: "button",
    class: "sora-estimator__quiet",
    "aria-controls": `${id}-all`,
    "aria-expanded": "false",
  });
  more.addEventListener("click", () => send({ table: { is_open: !draft.table.is_open } }), { signal });
  const ways = createWays({
    id,
    say,
    onExplain,
    onApply: async (way) => {
      const done = await ask("estimator-apply", { way: way.id });
      if (done) {
        announcer.say(say("estimator.applied", done));
        ways.focusUndo();
      }
    },
    onUndo: async () => {
      const done = await ask("estimator-undo");
      if (done) announcer.say(say("estimator.undone", done));
    },
    signal,
  });
  const chart = createChart({
    id,
    say,
    onExplain,
    onGo: (clips) => edit({ clips_per_month: clips }),
    signal,
  });
  const how = element("p", { class: "sora-estimator__help" });
  const linked = element("p", { class: "sora-estimator__help sora-estimator__linked" });
  const wallet = element("div", {
    class: "sora-estimator__wallet",
    role: "group",
    "aria-label": say("estimator.wallet"),
  });
  const read = element("span", {});

  const root = element(
    "div",
    { class: "sora-estimator", role: "group", "aria-label": say("estimator.name") },
    element("div", { class: "sora-estimator__head" }, controls.root, linked),
    headline.root,
    problem,
    waiting,
    element(
      "section",
      { class: "sora-estimator__section", "aria-labelledby": `${id}-compare` },
      element(
        "div",
        { class: "sora-estimator__title" },
        element("h3", { id: `${id}-compare`, text: say("estimator.compare") }),
        more,
      ),
      how,
      bars.root,
      table.root,
    ),
    element("div", { class: "sora-estimator__sides" }, ways.root, chart.root),
    element("div", { class: "sora-estimator__foot" }, wallet, read),
    source.root,
    announcer.root,
  );
  keepKeysInside(root, signal);

  const showView = () => {
    const view = answer();
    controls.show(draft.settings, model.get("_choices"), view.makes);
    controls.showView(view);
    setText(linked, view.linked);
    headline.show(view.answer, view.refusal);
    setText(how, view.compare_how);
    bars.show(view.bars);
    table.show(view.table, draft.table);
    more.hidden = view.count === 0;
    more.setAttribute("aria-expanded", String(view.table !== null));
    setText(
      more,
      view.table === null ? say("estimator.show_all", { n: view.count }) : say("estimator.hide_all"),
    );
    ways.show(view);
    chart.show(view);
    const sums = JSON.stringify(view.wallet);
    if (sums !== wallet.dataset.sums) {
      wallet.dataset.sums = sums;
      wallet.replaceChildren(
        ...view.wallet.map((/** @type {{ name: string, amount: string }} */ { name, amount }) =>
          element("span", {}, document.createTextNode(`${name} `), element("b", { text: amount })),
        ),
      );
    }
    setText(read, view.read);
    if (view.revision >= draft.revision) watch.answered();
  };
  observe(model, "change:_view", showView, signal);
  observe(
    model,
    "change:_choices",
    () => controls.show(draft.settings, model.get("_choices"), answer().makes),
    signal,
  );
  observe(
    model,
    "change:_draft",
    () => {
      /** @type {import("./state.js").CostDraft} */
      const incoming = model.get("_draft");
      if (incoming.revision <= draft.revision) return;
      draft = incoming;
      controls.show(draft.settings, model.get("_choices"), answer().makes);
    },
    signal,
  );
  showView();
  el.append(root);
  return end;
}

export default { render };
