// Modules that JupyterLab shares with its extensions.

/**
 * The version that is in use already, else the newest. (All that is taken here are singletons: there is one.)
 *
 * @param {ShareScope} scope
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function takeShared(scope, name) {
  const offered = Object.entries(scope[name] ?? {});
  if (offered.length === 0)
    throw new Error(`sora-widgets needs ${name}, which this application does not share.`);
  offered.sort(
    ([a, one], [b, other]) =>
      Number(Boolean(other.loaded)) - Number(Boolean(one.loaded)) || compareVersions(b, a),
  );
  const factory = await /** @type {[string, SharedModule]} */ (offered[0])[1].get();
  return factory();
}

/**
 * @param {string} one
 * @param {string} other
 */
export function compareVersions(one, other) {
  const numbers = (/** @type {string} */ version) =>
    version.split(/[.+-]/, 3).map((part) => Number(part) || 0);
  const others = numbers(other);
  for (const [place, number] of numbers(one).entries()) {
    const difference = number - (others[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
