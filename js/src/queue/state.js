// The order of the queue: what needs a person first, then what runs, then the rest as it came (newest first). Pure.

/** @typedef {import("../card/state.js").CardState} CardState */

/** @type {Record<CardState["phase"], number>} */
const RANK = { "needs-you": 0, working: 1, waiting: 1, done: 2, failed: 2, cancelled: 2 };

/** @param {CardState[]} rows newest first @returns {CardState[]} */
export function inOrder(rows) {
  return [...rows].sort((a, b) => RANK[a.phase] - RANK[b.phase]);
}

/**
 * The rows with one of them replaced, or with a new one in front.
 *
 * @param {CardState[]} rows
 * @param {CardState} changed
 */
export function withChanged(rows, changed) {
  const isKnown = rows.some((row) => row.job_id === changed.job_id);
  return isKnown ? rows.map((row) => (row.job_id === changed.job_id ? changed : row)) : [changed, ...rows];
}

/**
 * What is asked before all are cancelled, with what that costs.
 *
 * @param {import("./gathering.js").Summary} summary
 * @param {import("../shared/texts.js").Say} say
 */
export function cancelQuestion({ open, cancel_cost: amount }, say) {
  return amount === null
    ? say("gathering.really_cancel", { n: open })
    : say("gathering.really_cancel_spending", { n: open, amount });
}

/** Rows that are asked for while they change already: what comes before them is put on top of them. */
export function createRows() {
  /** @type {CardState[] | null} null until they have come */
  let rows = null;
  /** @type {CardState[]} */
  let early = [];
  return {
    hasCome: () => rows !== null,
    /** @param {CardState[]} listed */
    take: (listed) => {
      rows = early.reduce(withChanged, listed);
      early = [];
    },
    /** @param {CardState} card */
    change: (card) => {
      if (rows) rows = withChanged(rows, card);
      else early = [...early, card];
    },
    /** @param {boolean} isUnfolded folded, only those that need somebody are in sight */
    inSight: (isUnfolded) => (rows ?? []).filter((row) => isUnfolded || row.phase === "needs-you"),
  };
}
