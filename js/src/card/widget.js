// JobCard: one job, from the queue to its player.

import { createLifetime, observe } from "../shared/lifetime.js";
import { createRequests } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { createCard } from "./view.js";
import "./card.css";

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  const card = createCard({ card: model.get("_card_state"), request, say, signal });
  observe(model, "change:_card_state", () => card.update(model.get("_card_state")), signal);
  el.append(card.root);
  return end;
}

export default { render };
