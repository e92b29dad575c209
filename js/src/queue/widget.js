// JobQueue: every job of the project, also those of earlier kernels. And the display of `gather`: some jobs as one.
//
// The queue's list comes as a trait when its members or their phases change; progress in between comes as small
// messages. A model with a summary is a gathering (`gathering.js`).

import { element, keepKeysInside, setText } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { createGathering } from "./gathering.js";
import { createRowList } from "./list.js";
import { withChanged } from "./state.js";
import "./queue.css";

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  const parts = { model, request, say, signal };
  const root = model.get("_summary") ? createGathering(parts) : createQueue(parts);
  keepKeysInside(root, signal);
  el.append(root);
  return end;
}

/**
 * @param {object} options
 * @param {import("@anywidget/types").AnyModel} options.model
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
function createQueue({ model, request, say, signal }) {
  /** @type {import("../card/state.js").CardState[]} */
  let rows = model.get("_rows");
  const list = createRowList({ request, say, signal });
  const empty = element("p", { class: "sora-queue__empty", text: say("queue.empty") });
  const count = element("span", { class: "sora-queue__count", role: "status" });
  const root = element(
    "section",
    { class: "sora-queue", "aria-label": say("queue.name") },
    element("div", { class: "sora-queue__head" }, element("span", { text: say("queue.name") }), count),
    list.root,
    empty,
  );

  const show = () => {
    list.show(rows);
    empty.hidden = rows.length > 0;
    const open = rows.filter((row) => row.phase === "working" || row.phase === "waiting").length;
    const stuck = rows.filter((row) => row.phase === "needs-you").length;
    setText(
      count,
      [
        stuck ? say("queue.needs_you", { n: stuck }) : "",
        open ? say("queue.open", { n: open }) : "",
        say(rows.length === 1 ? "queue.one_job" : "queue.n_jobs", { n: rows.length }),
      ]
        .filter(Boolean)
        .join(" · "),
    );
  };

  observe(
    model,
    "change:_rows",
    () => {
      rows = model.get("_rows");
      show();
    },
    signal,
  );
  observe(
    model,
    "msg:custom",
    (message) => {
      if (message?.kind !== "queue-changed") return;
      rows = withChanged(rows, message.card);
      show();
    },
    signal,
  );
  show();
  return root;
}

export default { render };
