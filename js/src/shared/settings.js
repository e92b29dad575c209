// The settings of a shot and what a model makes of them. Pure.

/** @typedef {{ model: string, seconds: number, size: string, takes: number }} ShotSettings */
/** @typedef {{ id: string, seconds: number[], sizes: string[], note: string }} ModelChoice */

/**
 * Settings that a model can make: kept where possible, else the nearest length and the first size.
 *
 * @param {ShotSettings} settings
 * @param {ModelChoice | undefined} model
 * @returns {ShotSettings}
 */
export function fitSettings(settings, model) {
  if (!model) return settings;
  const seconds = model.seconds.includes(settings.seconds)
    ? settings.seconds
    : model.seconds.reduce(
        (best, value) =>
          Math.abs(value - settings.seconds) < Math.abs(best - settings.seconds) ? value : best,
        model.seconds[0] ?? settings.seconds,
      );
  const size = model.sizes.includes(settings.size) ? settings.size : (model.sizes[0] ?? settings.size);
  return { ...settings, model: model.id, seconds, size };
}
