// Everything that is known of a clip: what was asked, what came, what it cost, where it is from.

import { element } from "../../shared/dom.js";
import { money, number, sizeLabel } from "../../shared/format.js";
import { definitions } from "./definitions.js";
import { PARTS } from "./parts.js";

/** @param {import("./index.js").PanelContext} context */
export function createFacts({ clip, say, language }) {
  const parts = PARTS.filter((part) => clip.parts?.[part]);
  const name = (/** @type {string} */ key) => say(`panels.fact.${key}`);
  const seconds = (/** @type {number} */ n) => say("card.seconds", { n: number(n, language) });
  const asked = (/** @type {string} */ delivered, /** @type {string} */ wanted) =>
    wanted && wanted !== delivered ? say("panels.asked", { delivered, asked: wanted }) : delivered;
  return {
    root: definitions([
      ...parts.map(
        (part) => /** @type {[string, string, string]} */ ([say(`part.${part}`), clip.parts[part], part]),
      ),
      [name("model"), clip.model],
      [name("provider"), clip.provider],
      [name("length"), asked(seconds(clip.duration_s), clip.seconds ? seconds(clip.seconds) : "")],
      [name("size"), asked(`${clip.width}×${clip.height}`, sizeLabel(clip.size))],
      [name("frames"), say("panels.frames", { n: clip.frame_count, fps: number(clip.fps, language) })],
      [name("sound"), say(`panels.sound.${soundOf(clip)}`)],
      [name("cost"), clip.has_price ? costLine(clip, say, language) : ""],
      [name("expected"), clip.has_price ? money(clip.estimate_usd, say, language) : ""],
      [name("take"), clip.take > 1 || clip.has_price ? String(clip.take) : ""],
      [
        name("made_at"),
        clip.made_at ? element("time", { datetime: clip.made_at, text: momentOf(clip.made_at) }) : "",
      ],
      [name("reference"), clip.reference ?? ""],
      [name("made_from"), madeFrom(clip)],
      [
        name("options"),
        Object.entries(clip.options ?? {})
          .map(([option, value]) => `${option} ${typeof value === "object" ? JSON.stringify(value) : value}`)
          .join(" · "),
      ],
      [
        name("file"),
        [
          clip.filename,
          say("panels.megabytes", { n: number(clip.size_bytes / 1e6, language, 1) }),
          clip.video_codec,
          clip.audio_codec,
        ]
          .filter(Boolean)
          .join(" · "),
      ],
      [name("sha256"), element("code", { text: clip.sha256 })],
    ]),
  };
}

/** @param {import("./clip.js").ClipState} clip */
function soundOf({ has_sound: hasSound, is_silent: isSilent }) {
  return hasSound ? (isSilent ? "silent" : "yes") : "none";
}

/**
 * @param {import("./clip.js").ClipState} clip
 * @param {import("../../shared/texts.js").Say} say
 * @param {string} language
 */
function costLine(clip, say, language) {
  const cost = money(clip.cost_usd, say, language);
  return clip.cost_source ? `${cost} (${say(`panels.cost.${clip.cost_source}`)})` : cost;
}

/** As its credentials tell. @param {import("./clip.js").ClipState} clip */
function madeFrom({ credentials }) {
  return credentials?.found ? credentials.ingredients.map(({ title }) => title).join(" · ") : "";
}

/** On the reader's own clock. @param {string} iso */
function momentOf(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const pad = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const date = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join("-");
  return `${date} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
}
