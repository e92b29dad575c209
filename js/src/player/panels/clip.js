// The state of a clip as the kernel builds it (`clips/state.py`): values only, no words of any language.

/** @typedef {{ id: string, time_s: number, text: string, made_at: string }} Mark */

/** @typedef {{ name: string, asked: string, delivered: string }} Difference */

/**
 * @typedef {object} ClipState
 * @property {string} clip_id
 * @property {string} sha256
 * @property {string} filename
 * @property {number} size_bytes
 * @property {number} duration_s
 * @property {number} fps
 * @property {number} frame_count
 * @property {number} width
 * @property {number} height
 * @property {boolean} has_sound
 * @property {boolean | null} is_silent
 * @property {string} video_codec
 * @property {string | null} audio_codec
 * @property {string} prompt
 * @property {Record<string, string>} parts
 * @property {string} model
 * @property {string} provider
 * @property {number} seconds asked for; 0 when nobody asked
 * @property {string} size asked for
 * @property {number} take
 * @property {string} made_at ISO 8601
 * @property {Record<string, unknown>} options
 * @property {string | null} reference
 * @property {string | null} cost_usd
 * @property {string} cost_source
 * @property {string | null} estimate_usd
 * @property {boolean} has_price whether it was made by a job
 * @property {Difference[]} differences
 * @property {import("./credentials.js").Credentials | null} credentials null: nobody has looked yet
 * @property {string} captions WebVTT, or ""
 * @property {Record<string, unknown> | null} measures null: not measured yet
 * @property {Mark[]} marks
 */

export {};
