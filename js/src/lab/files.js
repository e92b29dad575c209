// Where a clip's file lies on the notebook's own server. Pure but for the host's resolver.

/**
 * @param {string | null} path relative to the notebook's folder, as the document says
 * @param {UrlResolver | null} resolver
 * @param {string} origin of this page
 * @returns {Promise<{ served: string, url: string } | null>} the path below the server's root and its address; null for a
 *   path that is none, that leads out of the server's folder or to another machine. Such a path is never asked for.
 */
export async function findFile(path, resolver, origin) {
  if (path === null || resolver === null || !isRelative(path)) return null;
  try {
    // The resolver would hold a path that climbs too far at the root, and so name another file.
    const here = partsOf(decodeURI(await resolver.resolveUrl("here"))).slice(0, -1);
    const parts = normalise([...here, ...partsOf(path)]);
    if (parts === null || parts.length === 0) return null;
    const up = here.map(() => "..");
    const fromHere = [...up, ...parts].map(encodeURIComponent).join("/");
    const url = new URL(await resolver.getDownloadUrl(await resolver.resolveUrl(fromHere)), origin);
    return url.origin === origin ? { served: parts.join("/"), url: url.href } : null;
  } catch {
    return null; // no address can be made of it
  }
}

/** Neither absolute nor an address, and without signs that a server may read in its own way. @param {string} path */
export function isRelative(path) {
  return path !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path) && !/[\\\0]/.test(path);
}

/** @param {string} path */
function partsOf(path) {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/**
 * @param {string[]} parts
 * @returns {string[] | null} without any ".."; null when they climb above the root
 */
export function normalise(parts) {
  /** @type {string[]} */
  const made = [];
  for (const part of parts) {
    if (part !== "..") made.push(part);
    else if (made.pop() === undefined) return null;
  }
  return made;
}
