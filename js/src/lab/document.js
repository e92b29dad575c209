// What stands in a notebook's output: read with care, for anybody may have written it. Pure.

const FORMAT = 1;

/**
 * @typedef {object} ClipDocument
 * @property {"clip" | "compare"} kind
 * @property {string} language
 * @property {string | null} modelId of the live widget that was shown
 * @property {any[]} clips
 * @property {Record<string, any>} state public traits of the widget
 */

/** @typedef {(value: unknown) => boolean} Check */

/** @type {Check} */
const isText = (value) => typeof value === "string";
/** @type {Check} */
const isAmount = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
/** @type {Check} */
const isShare = (value) => isAmount(value) && /** @type {number} */ (value) <= 1;
/** @type {Check} */
const isFlag = (value) => typeof value === "boolean";
const isRecord = (/** @type {unknown} */ value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const orNull = (/** @type {Check} */ check) => (/** @type {unknown} */ value) =>
  value === null || check(value);
const listOf = (/** @type {Check} */ check) => (/** @type {unknown} */ value) =>
  Array.isArray(value) && value.every(check);
const shape = (/** @type {Record<string, Check>} */ fields) => (/** @type {any} */ value) =>
  isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

// What the panels walk through must be there; the words in it are shown as text, whatever they are.
const isCredentials = (/** @type {any} */ value) =>
  isRecord(value) &&
  (value.found === false ||
    shape({
      found: isFlag,
      state: isText,
      reasons: listOf(isRecord),
      actions: listOf(isRecord),
      ingredients: listOf(isRecord),
    })(value));
const isMeasures = (/** @type {unknown} */ value) =>
  isRecord(value) &&
  Object.entries(/** @type {object} */ (value)).every(([name, one]) => {
    if (name === "cuts") return listOf(isAmount)(one);
    if (name === "silences") return orNull(listOf(listOf(isAmount)))(one);
    return one === null || Number.isFinite(one);
  });
const isMark = shape({ id: isText, time_s: isAmount, text: isText });

/** Without these there is nothing to show. @type {Record<string, Check>} */
const NEEDED = {
  clip_id: isText,
  filename: isText,
  size_bytes: isAmount,
  duration_s: isAmount,
  fps: isAmount,
  frame_count: isAmount,
  width: isAmount,
  height: isAmount,
};

/** What is of another kind is left out, and its default shown. @type {Record<string, [Check, unknown]>} */
const OPTIONAL = {
  sha256: [isText, ""],
  path: [isText, null],
  served_path: [isText, null],
  has_sound: [isFlag, false],
  is_silent: [isFlag, false],
  video_codec: [isText, ""],
  audio_codec: [orNull(isText), ""],
  prompt: [isText, ""],
  parts: [(value) => isRecord(value) && Object.values(/** @type {object} */ (value)).every(isText), {}],
  model: [isText, ""],
  provider: [isText, ""],
  seconds: [isAmount, 0],
  size: [isText, ""],
  take: [isAmount, 1],
  made_at: [orNull(isText), ""],
  options: [isRecord, {}],
  reference: [isText, null],
  cost_usd: [isText, null],
  cost_source: [isText, ""],
  estimate_usd: [isText, null],
  has_price: [isFlag, false],
  differences: [listOf(shape({ name: isText, asked: isText, delivered: isText })), []],
  credentials: [isCredentials, null],
  captions: [isText, ""],
  measures: [isMeasures, null],
  marks: [listOf(isMark), []],
};

/** Of a widget's traits these are taken; a saved one never begins to play by itself. @type {Record<string, Check>} */
const STATE = {
  current_time_s: isAmount,
  rate: (value) =>
    isAmount(value) && /** @type {number} */ (value) >= 0.0625 && /** @type {number} */ (value) <= 16,
  loop: isFlag,
  volume: isShare,
  muted: isFlag,
  in_s: orNull(isAmount),
  out_s: orNull(isAmount),
  mode: isText,
  pair: listOf(isAmount),
  sound_of: orNull(isAmount),
  wipe: isShare,
  _labels: shape({ clips: Array.isArray, same: isRecord }),
};

/**
 * @param {unknown} found what stands under our MIME type
 * @returns {{ document: ClipDocument } | { problem: "newer" | "malformed", language: string }}
 */
export function readDocument(found) {
  const given = /** @type {any} */ (isRecord(found) ? found : {});
  const language = isText(given.language) && /^[a-z]{2}$/.test(given.language) ? given.language : "en";
  if (isAmount(given.format) && given.format > FORMAT) return { problem: "newer", language };
  const clips = Array.isArray(given.clips) ? given.clips.map(readClip) : [];
  const isKnown = given.format === FORMAT && (given.kind === "clip" || given.kind === "compare");
  if (!isKnown || clips.length === 0 || clips.includes(null)) return { problem: "malformed", language };
  return {
    document: {
      kind: given.kind,
      language,
      modelId: isText(given.model_id) ? given.model_id : null,
      clips: given.kind === "clip" ? clips.slice(0, 1) : clips,
      state: pick(isRecord(given.state) ? given.state : {}, STATE),
    },
  };
}

/**
 * @param {any} given
 * @param {Record<string, Check>} checks
 */
function pick(given, checks) {
  const wanted = Object.entries(checks).filter(([name, check]) => name in given && check(given[name]));
  return Object.fromEntries(wanted.map(([name]) => [name, given[name]]));
}

/** @param {any} given */
function readClip(given) {
  if (!shape(NEEDED)(given) || !(given.fps > 0 && given.width > 0 && given.height > 0)) return null;
  const clip = Object.fromEntries(Object.keys(NEEDED).map((name) => [name, given[name]]));
  for (const [name, [check, fallback]] of Object.entries(OPTIONAL)) {
    clip[name] = check(given[name]) ? given[name] : fallback;
  }
  return clip;
}

/**
 * The posters in the HTML of the same output, one for each clip, in order; null where there is none.
 *
 * The HTML is read as the text that `document.py` writes: Chromium 156 keeps every `<video controls>` that is ever parsed,
 * even in an inert page.
 *
 * @param {unknown} html
 * @param {number} count
 * @returns {(string | null)[]} as `data:` URLs
 */
export function readPosters(html, count) {
  const text = Array.isArray(html) ? html.join("") : html;
  const figures = isText(text)
    ? /** @type {string} */ (text).split('<figure class="sora-clip"').slice(1)
    : [];
  return Array.from({ length: count }, (_, index) => {
    const url = /^[^>]*><video\b[^>]*? poster="([^"]*)"/.exec(figures[index] ?? "")?.[1];
    return url && isPicture(url) ? url : null;
  });
}

/**
 * Whether an address is itself the picture: no poster is fetched from anywhere, and none can hold a script.
 *
 * @param {string} url
 */
export function isPicture(url) {
  return /^data:image\/(?:jpeg|png);base64,[A-Za-z0-9+/]+={0,2}$/.test(url);
}
