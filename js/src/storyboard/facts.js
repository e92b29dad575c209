// What the timeline tells of each shot. Pure.

/**
 * @param {object} told
 * @param {import("./state.js").BoardDraft} told.draft
 * @param {import("./state.js").BoardView} told.view
 * @param {import("./state.js").BoardChoices} told.choices
 * @param {(import("../card/state.js").CardState & { shot_id?: string })[]} told.cards those of the newest run have a shot
 * @param {import("../shared/texts.js").Say} told.say
 */
export function factsOf({ draft, view, choices, cards, say }) {
  const jobs = new Map(cards.map((card) => [card.shot_id, card]));
  return draft.shots.map((shot, index) => {
    const facts = [];
    const cut = choices.cuts.find((one) => one.name === shot.cut)?.label ?? shot.cut;
    if (index > 0 && shot.cut !== "cut") facts.push(say("storyboard.card_cut", { cut }));
    if (shot.note.trim()) facts.push(say("storyboard.card_note"));
    const advice = view.shots[shot.id]?.advice ?? [];
    const n = advice.length;
    if (n) facts.push(say(n === 1 ? "storyboard.card_one_advice" : "storyboard.card_advice", { n }));
    const text = shot.text.trim();
    const job = jobs.get(shot.id);
    const state = job?.progress != null ? `${job.label} ${job.progress} %` : (job?.label ?? "");
    const spoken = say("storyboard.card_label", {
      n: index + 1,
      total: draft.shots.length,
      seconds: shot.seconds,
      text: text || say("storyboard.empty_shot"),
    });
    return {
      id: shot.id,
      number: index + 1,
      seconds: shot.seconds,
      length: say("storyboard.n_seconds", { n: shot.seconds }),
      text,
      facts,
      hasWarning: advice.some((one) => one.severity === "warning"),
      state,
      phase: job?.phase ?? "",
      label: [spoken, ...facts, state].filter(Boolean).join(". "),
    };
  });
}
