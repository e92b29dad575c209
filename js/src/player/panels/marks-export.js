// The marks of a clip as a table and as an edit decision list. Pure.
//
// The same rules as `sora_widgets/clips/marks.py`, where their sources stand: here for a notebook without a kernel. Both
// are held to `tests/unit/marks_export.json`.

/** @typedef {import("./clip.js").Mark} Mark */
/** @typedef {Pick<import("./clip.js").ClipState, "filename" | "fps" | "frame_count">} Marked */

const START_HOURS = 1;

/**
 * In the order of their times.
 *
 * @param {Mark[]} marks
 */
export function inOrder(marks) {
  return [...marks].sort((a, b) => a.time_s - b.time_s || (a.id < b.id ? -1 : 1));
}

/** @param {Mark} mark @param {Marked} clip */
export function frameOf(mark, clip) {
  return Math.max(0, Math.min(Math.floor(mark.time_s * clip.fps + 1e-4), clip.frame_count - 1));
}

/**
 * RFC 4180: timecode, seconds, frame from 0, text.
 *
 * @param {Mark[]} marks
 * @param {Marked} clip
 */
export function marksCsv(marks, clip) {
  const rows = inOrder(marks).map((mark) => {
    const frame = frameOf(mark, clip);
    const milliseconds = Math.floor(mark.time_s * 1000 + 0.5);
    const text = /^[=+\-@]/.test(mark.text) ? `'${mark.text}` : mark.text;
    const seconds = `${Math.floor(milliseconds / 1000)}.${String(milliseconds % 1000).padStart(3, "0")}`;
    return [smpte(frame, clip.fps), seconds, String(frame), text];
  });
  return [["timecode", "seconds", "frame", "text"], ...rows]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
}

/**
 * CMX 3600, an event of one frame for each marked frame.
 *
 * @param {Mark[]} marks
 * @param {Marked} clip
 */
export function marksEdl(marks, clip) {
  const { fps, filename } = clip;
  const start = framesBefore(START_HOURS, fps);
  const stem = filename.replace(/(?<=.)\.[^.]*$/, "");
  const lines = [
    `TITLE: ${Array.from(oneLine(stem)).slice(0, 70).join("")}`,
    `FCM: ${isDropping(fps) ? "DROP FRAME" : "NON-DROP FRAME"}`,
    "",
  ];
  /** @type {Map<number, string[]>} */
  const notes = new Map();
  for (const mark of inOrder(marks)) {
    const frame = frameOf(mark, clip);
    notes.set(frame, [...(notes.get(frame) ?? []), oneLine(mark.text) || "-"]);
  }
  let number = 0;
  for (const [frame, texts] of notes) {
    number += 1;
    const at = smpte(start + frame, fps);
    const source = `${smpte(frame, fps)} ${smpte(frame + 1, fps)}`;
    lines.push(
      `${String(number).padStart(3, "0")}  001      V     C        ${source} ${at} ${smpte(start + frame + 1, fps)}`,
      ` |C:ResolveColorBlue |M:${texts.join(" / ")} |D:1`,
      ...texts.map((text) => `* LOC: ${at} BLUE    ${text}`),
      `* FROM CLIP NAME: ${oneLine(filename)}`,
      "",
    );
  }
  return lines.join("\r\n");
}

/** @param {string} text */
function cell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {number} fps */
function isDropping(fps) {
  return [30, 60].some((rate) => Math.abs(fps - rate / 1.001) < 0.005);
}

/** @param {number} hours @param {number} fps */
function framesBefore(hours, fps) {
  const rate = rateOf(fps);
  const minutes = hours * 60;
  const dropped = isDropping(fps) ? Math.floor(rate / 15) * (minutes - Math.floor(minutes / 10)) : 0;
  return minutes * 60 * rate - dropped;
}

/**
 * `hh:mm:ss:ff`, or `hh:mm:ss;ff` where frame numbers are dropped: the first ones of each minute but every tenth.
 *
 * @param {number} frame
 * @param {number} fps
 */
export function smpte(frame, fps) {
  const rate = rateOf(fps);
  let shown = frame;
  if (isDropping(fps)) {
    const dropped = Math.floor(rate / 15);
    const aMinute = 60 * rate - dropped;
    const tenMinutes = 10 * aMinute + dropped;
    const rest = frame % tenMinutes;
    shown += 9 * dropped * Math.floor(frame / tenMinutes);
    if (rest >= dropped) shown += dropped * Math.floor((rest - dropped) / aMinute);
  }
  const pad = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const seconds = Math.floor(shown / rate);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(":");
  return `${time}${isDropping(fps) ? ";" : ":"}${pad(shown % rate)}`;
}

/** @param {number} fps */
function rateOf(fps) {
  return Math.max(1, Math.round(fps));
}

/** A text that ends no line and opens no field of the list. @param {string} text */
function oneLine(text) {
  return text.replaceAll("|", "/").split(/\s+/).filter(Boolean).join(" ");
}
