// Lists whose rows stay the same elements while what they say changes: the focus stays where it is.

/**
 * @template {{ id: string }} Item
 * @param {Element} host
 * @param {(item: Item) => { root: Element, show: (item: Item) => void }} make
 */
export function createKeyed(host, make) {
  /** @type {Map<string, ReturnType<typeof make>>} */
  let rows = new Map();
  return (/** @type {readonly Item[]} */ items) => {
    /** @type {typeof rows} */
    const next = new Map();
    for (const item of items) {
      const row = rows.get(item.id) ?? make(item);
      row.show(item);
      next.set(item.id, row);
    }
    for (const [id, row] of rows) if (!next.has(id)) row.root.remove();
    let place = host.firstElementChild;
    for (const { root } of next.values()) {
      if (root === place) place = place.nextElementSibling;
      else host.insertBefore(root, place);
    }
    rows = next;
  };
}
