// Where a number comes from: a small dialog at the number. What the row itself knows shows at once; how it adds up
// is asked of the kernel.

import { element, icon, listen, setText } from "../shared/dom.js";

/** @typedef {{ label: string, address: string, note: string }} SourceLink */
/** @typedef {{ lines: string[], links: SourceLink[], told: string[] }} Explanation */

const CLOSE = "M3.2 4.3 4.3 3.2 8 6.9l3.7-3.7 1.1 1.1L9.1 8l3.7 3.7-1.1 1.1L8 9.1l-3.7 3.7-1.1-1.1L6.9 8z";

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(offerId: string) => Promise<Explanation | undefined>} options.ask
 * @param {AbortSignal} options.signal
 */
export function createSource({ id, say, ask, signal }) {
  const title = element("h4", { id: `${id}-source` });
  const close = element("button", {
    type: "button",
    class: "sora-estimator__close",
    "aria-label": say("estimator.close"),
    title: say("estimator.close"),
  });
  close.append(icon(CLOSE));
  const seller = element("p", { class: "sora-estimator__help" });
  const body = element("div", { class: "sora-estimator__known" });
  const root = element(
    "div",
    {
      class: "sora-estimator__source",
      role: "dialog",
      "aria-labelledby": `${id}-source`,
      tabindex: -1,
      hidden: true,
    },
    element("div", { class: "sora-estimator__title" }, title, close),
    seller,
    body,
  );
  const hasPopover = typeof root.showPopover === "function";
  if (hasPopover) root.setAttribute("popover", "manual");
  /** @type {HTMLElement | null} */
  let opener = null;

  const hide = (/** @type {boolean} */ isBack) => {
    if (!opener) return;
    const back = opener;
    opener = null;
    back.removeAttribute("aria-expanded");
    if (hasPopover) root.hidePopover();
    root.hidden = true;
    if (isBack) back.focus();
  };
  const place = () => {
    if (!hasPopover || !opener) return;
    const at = opener.getBoundingClientRect();
    const isAbove =
      window.innerHeight - at.bottom < root.offsetHeight + 12 && at.top > window.innerHeight / 2;
    root.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - root.offsetWidth - 8))}px`;
    root.style.top = isAbove ? "auto" : `${at.bottom + 4}px`;
    root.style.bottom = isAbove ? `${window.innerHeight - at.top + 4}px` : "auto";
  };

  /** @param {HTMLElement} button @param {import("./state.js").Priced} row */
  async function open(button, row) {
    if (opener === button) return hide(true);
    hide(false);
    opener = button;
    button.setAttribute("aria-expanded", "true");
    setText(title, `${row.name} · ${row.amount}`);
    setText(seller, [row.seller, row.note].filter(Boolean).join(" · "));
    body.replaceChildren(element("p", { text: row.source }));
    root.hidden = false;
    if (hasPopover) root.showPopover();
    place();
    root.focus();
    const known = await ask(row.id);
    if (!known || opener !== button || signal.aborted) return;
    body.replaceChildren(
      ...known.lines.map((line) => element("p", { class: "sora-estimator__sum", text: line })),
    );
    for (const link of known.links) {
      const isAddress = /^https?:\/\//.test(link.address);
      body.append(
        element(
          "p",
          { class: "sora-estimator__link" },
          element("span", { text: [link.label, link.note].filter(Boolean).join(", ") }),
          isAddress
            ? element("a", {
                href: link.address,
                target: "_blank",
                rel: "noopener noreferrer",
                text: hostOf(link.address),
              })
            : element("span", { text: link.address }),
        ),
      );
    }
    if (known.told.length > 0) {
      body.append(
        element("h5", { text: say("estimator.told") }),
        element("p", {
          class: "sora-estimator__told",
          lang: "en",
          text: known.told.join(" "),
        }),
      );
    }
    place();
  }
  listen(close, "click", () => hide(true), signal);
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      hide(true);
    },
    signal,
  );
  listen(
    root,
    "focusout",
    (/** @type {FocusEvent} */ event) => {
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (to && !root.contains(to) && to !== opener) hide(false);
    },
    signal,
  );
  document.addEventListener(
    "pointerdown",
    (event) => {
      const at = /** @type {Node} */ (event.target);
      if (opener && !root.contains(at) && !opener.contains(at)) hide(false);
    },
    { capture: true, signal },
  );
  window.addEventListener("scroll", place, { capture: true, passive: true, signal });
  return { root, open };
}

/** @param {string} address */
function hostOf(address) {
  try {
    const { host, pathname } = new URL(address);
    return `${host}${pathname.length > 1 ? pathname : ""}`;
  } catch {
    return address;
  }
}
