// Marks of a clip that has no kernel: what Python would do with a request, done in the page. Pure.

/** @typedef {{ id: string, time_s: number, text: string }} Mark */

/**
 * @param {Mark[]} marks
 * @param {string} asked "mark-add", "mark-change" or "mark-remove"
 * @param {Record<string, any>} fields
 * @returns {Mark[]} in the order of their times
 */
export function changeMarks(marks, asked, fields) {
  const id = asked === "mark-remove" ? fields.mark_id : fields.mark.id;
  const others = marks.filter((mark) => mark.id !== id);
  const changed = asked === "mark-remove" ? others : [...others, fields.mark];
  return changed.sort((one, other) => one.time_s - other.time_s);
}
