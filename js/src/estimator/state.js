// What the estimator's view works out for itself: places on a slider and on the chart. Pure.

/**
 * @typedef {object} CostSettings
 * @property {string} model
 * @property {number | null} seconds null for a storyboard, whose shots have their own
 * @property {string} size
 * @property {number} takes
 * @property {boolean | null} sound null: as it comes
 * @property {boolean} batch
 * @property {number} clips_per_month
 * @property {Record<string, string>} hosting as typed
 */
/** @typedef {{ is_open: boolean, by: string, is_reversed: boolean }} TableWish */
/** @typedef {{ revision: number, settings: CostSettings, table: TableWish }} CostDraft */
/**
 * An amount on the screen and where it comes from.
 *
 * @typedef {object} Priced
 * @property {string} id what the kernel explains
 * @property {string} name
 * @property {string} seller
 * @property {string} amount
 * @property {string} note
 * @property {string} source the page and the day it was read, in a line
 */
/**
 * @typedef {object} BarFacts
 * @property {string} clip
 * @property {string} month
 * @property {number | null} share of the longest bar, 0 to 1; null when nobody knows the price
 * @property {"known" | "unknown" | "retired" | "misfit"} state
 * @property {boolean} is_chosen
 */
/** @typedef {Priced & BarFacts} OfferRow */
/** @typedef {Priced & { why: string, saving: string, can_apply: boolean, spoken: string }} Way */
/** @typedef {Priced & { points: [number, number][], end: string, style: string }} ChartLine */
/**
 * @typedef {object} Chart
 * @property {ChartLine[]} lines
 * @property {number} x_max clips a month
 * @property {number} y_max in USD a month
 * @property {[number, string][]} x_ticks
 * @property {[number, string][]} y_ticks
 * @property {number} at the clips a month that are chosen
 * @property {string} legend
 * @property {{ id: string, x: number, y: number, n: number, said: string, at: string, spoken: string }[]} crossings
 * @property {string} no_crossings
 * @property {string} text what the picture says, in sentences
 */

/**
 * A changed draft. What only one field changes keeps the others.
 *
 * @param {CostDraft} draft
 * @param {{ settings?: Partial<CostSettings>, table?: Partial<TableWish> }} change
 * @returns {CostDraft}
 */
export function editCostDraft(draft, { settings = {}, table = {} }) {
  return {
    revision: draft.revision + 1,
    settings: { ...draft.settings, ...settings },
    table: { ...draft.table, ...table },
  };
}

/**
 * The stops of a slider: those that are offered, and the value it has even when that is not among them.
 *
 * @param {readonly number[]} offered
 * @param {number} value
 * @returns {number[]} ascending
 */
export function stopsOf(offered, value) {
  return [...new Set([...offered, value])].sort((a, b) => a - b);
}

/**
 * From what the chart shows to where on the screen.
 *
 * @param {{ x_max: number, y_max: number }} chart
 * @param {{ left: number, top: number, width: number, height: number }} area
 */
export function createScale({ x_max: xMax, y_max: yMax }, { left, top, width, height }) {
  const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  return {
    /** @param {number} clips */
    x: (clips) => round(left + (width * clips) / (xMax || 1)),
    /** @param {number} usd */
    y: (usd) => round(top + height - (height * usd) / (yMax || 1)),
  };
}

/**
 * Labels beside the ends of lines, pushed apart so that none lies on another; their order stays.
 *
 * @param {readonly number[]} wanted where each label would be, in px from the top
 * @param {{ gap: number, top: number, bottom: number }} room
 * @returns {number[]}
 */
export function spread(wanted, { gap, top, bottom }) {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
  const placed = wanted.slice();
  let lowest = top - gap;
  for (const one of order) {
    lowest = Math.max(one.at, lowest + gap);
    placed[one.index] = lowest;
  }
  let ceiling = bottom + gap;
  for (const one of order.reverse()) {
    ceiling = Math.min(placed[one.index] ?? 0, ceiling - gap);
    placed[one.index] = ceiling;
  }
  return placed;
}
