// The Content Credentials of a clip: who signed it, what is said to have been done, and whether that holds.

import { element } from "../../shared/dom.js";
import { createAsked } from "./asked.js";
import { definitions, list } from "./definitions.js";

/**
 * @typedef {{ found: false } | {
 *   found: true, state: "valid" | "invalid" | "unreadable",
 *   certificate: "self-signed" | "trusted" | "untrusted" | "",
 *   signer: string, common_name: string, issued_by: string, algorithm: string, signed_at: string,
 *   generator: string, title: string, prompt: string,
 *   actions: { name: string, agent: string, source_type: string, description: string, when: string }[],
 *   ingredients: { title: string, relationship: string, signed_by: string }[],
 *   reasons: { code: string, words: string }[],
 * }} Credentials as `Credentials.to_dict` has them
 */

/** @param {import("./index.js").PanelContext} context */
export function createCredentials({ clip, say, request, player, signal }) {
  const root = element("div", { tabindex: -1 });
  const show = (/** @type {Credentials} */ credentials) =>
    root.replaceChildren(...describe(credentials, say));
  if (clip.credentials) show(clip.credentials);
  else {
    root.append(
      createAsked({
        label: say("panels.credentials.ask"),
        waiting: say("panels.credentials.waiting"),
        say,
        ask:
          request &&
          (async () => (await request("player-credentials", { clip_id: clip.clip_id }, signal)).result),
        onAnswer: ({ credentials }, hadFocus) => {
          show(credentials);
          player.announce(root.querySelector("p")?.textContent ?? "");
          if (hadFocus) root.focus();
        },
        signal,
      }).root,
    );
  }
  return { root };
}

/**
 * @param {Credentials} credentials
 * @param {import("../../shared/texts.js").Say} say
 * @returns {HTMLElement[]}
 */
function describe(credentials, say) {
  if (!credentials.found) return [element("p", { text: say("panels.credentials.none") })];
  const { state, certificate, signer, common_name: name, issued_by: issuer } = credentials;
  /** The words of a key where there are some; what a stranger wrote else. @type {(key: string, told: string) => string} */
  const known = (key, told) => (told && say(key) !== key ? say(key) : told);
  const joined = (/** @type {string[]} */ ...told) => told.filter(Boolean).join(" · ");
  const row = (/** @type {string} */ key, /** @type {string | Node | null} */ value) =>
    /** @type {[string, string | Node | null]} */ ([say(`panels.credentials.${key}`), value]);
  const by = signer || name || say("panels.credentials.nobody");
  const about = element("p", {
    class: "sora-panels__note",
    text: say(`panels.certificate.${certificate}`, { issuer }),
  });
  return [
    element(
      "p",
      { class: `sora-panels__verdict is-${state}` },
      element("span", { "aria-hidden": "true", text: state === "valid" ? "✓ " : "✕ " }),
      document.createTextNode(say(`panels.credentials.${state}`, { signer: by })),
    ),
    ...(certificate ? [about] : []),
    definitions([
      row(
        "reasons",
        list(credentials.reasons.map(({ code, words }) => known(`panels.reason.${code}`, words))),
      ),
      row("signer", signer),
      row("common_name", name),
      row("signed_at", credentials.signed_at),
      row("algorithm", credentials.algorithm),
      row("generator", credentials.generator),
      row("title", credentials.title),
      row(
        "actions",
        list(
          credentials.actions.map(({ name: action, agent, source_type: source, description, when }) =>
            joined(
              known(`panels.action.${action}`, action),
              agent,
              known(`panels.source.${source}`, source),
              description,
              when,
            ),
          ),
        ),
      ),
      row(
        "ingredients",
        list(
          credentials.ingredients.map(({ title, relationship, signed_by: other }) =>
            joined(
              title,
              known(`panels.relationship.${relationship}`, relationship),
              other && say("panels.credentials.signed_by", { signer: other }),
            ),
          ),
        ),
      ),
      row("prompt", credentials.prompt),
    ]),
  ];
}
