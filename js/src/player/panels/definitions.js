// A definition list of what is known; what is not known has no line.

import { element } from "../../shared/dom.js";

/**
 * @param {[string, string | Node | null, string?][]} rows name, value and, of a part of the prompt, which
 * @returns {HTMLDListElement}
 */
export function definitions(rows) {
  return element(
    "dl",
    { class: "sora-panels__facts" },
    ...rows.flatMap(([name, value, part]) =>
      value
        ? [
            element("dt", {}, nameOf(name, part)),
            element("dd", {}, typeof value === "string" ? document.createTextNode(value) : value),
          ]
        : [],
    ),
  );
}

/** @param {string} text @param {string | undefined} part in whose colour it is underlined */
function nameOf(text, part) {
  const name = element("span", { "data-part": part, text });
  if (part) name.style.setProperty("--part", `var(--sora-part-${part})`);
  return name;
}

/** @param {string[]} lines @returns {HTMLElement | null} */
export function list(lines) {
  return lines.length ? element("ul", {}, ...lines.map((text) => element("li", { text }))) : null;
}
