// JobQueue: every job of the project, also those of earlier kernels.
//
// The list comes as a trait when its members or their phases change; progress in between comes as small messages.

import { element, keepKeysInside, setText } from "../shared/dom.js";
import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { createRow } from "./row.js";
import { inOrder, withChanged } from "./state.js";
import "./queue.css";

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  /** @type {Map<string, { view: ReturnType<typeof createRow>, end: () => void }>} */
  const shown = new Map();
  /** @type {import("../card/state.js").CardState[]} */
  let rows = model.get("_rows");

  const list = element("ul", { class: "sora-queue__rows" });
  const empty = element("p", { class: "sora-queue__empty", text: say("queue.empty") });
  const count = element("span", { class: "sora-queue__count", role: "status" });
  const root = element(
    "section",
    { class: "sora-queue", "aria-label": say("queue.name") },
    element("div", { class: "sora-queue__head" }, element("span", { text: say("queue.name") }), count),
    list,
    empty,
  );
  keepKeysInside(root, signal);

  const show = () => {
    const wanted = new Set(rows.map((row) => row.job_id));
    for (const [id, { view, end: endRow }] of shown) {
      if (wanted.has(id)) continue;
      endRow();
      view.root.remove();
      shown.delete(id);
    }
    let before = list.firstElementChild;
    for (const row of inOrder(rows)) {
      let known = shown.get(row.job_id);
      if (known) known.view.update(row);
      else {
        const life = createLifetime(signal);
        known = { view: createRow({ row, request, say, signal: life.signal }), end: life.end };
        shown.set(row.job_id, known);
      }
      if (known.view.root === before) before = before.nextElementSibling;
      else list.insertBefore(known.view.root, before);
    }
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
  el.append(root);
  return end;
}

export default { render };
