// Which of the views of one player plays. The same player may be shown several times on a page; two that played at
// once would be heard twice and pull the position to and fro. The one that was touched last plays, with the picture
// and the pace of the one before; the others stand still and show where it stopped. Pure.

/**
 * @typedef {object} StageView
 * @property {() => boolean} isPlaying
 * @property {() => number} positionS
 * @property {() => void} pause
 * @property {(timeS: number) => void} goTo
 * @property {() => unknown} play
 */

export function createStage() {
  /** @type {StageView[]} oldest first */
  const views = [];
  /** @type {StageView | undefined} */
  let owner;

  return {
    /** A view that comes while nothing plays is the one that somebody looks at. @param {StageView} view */
    join: (view) => {
      views.push(view);
      if (!owner?.isPlaying()) owner = view;
    },
    /** @param {StageView} view */
    leave: (view) => {
      views.splice(views.indexOf(view), 1);
      if (owner === view) owner = views.at(-1);
    },
    /** @param {StageView} view */
    isOwner: (view) => owner === view,
    /** Somebody touched this view: it goes on from where the other was. @param {StageView} view */
    take: (view) => {
      const before = owner;
      if (before === view) return;
      owner = view;
      if (!before) return;
      const timeS = before.positionS();
      const isPlaying = before.isPlaying();
      before.pause();
      view.goTo(timeS);
      if (isPlaying) view.play();
    },
  };
}
