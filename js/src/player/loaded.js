// What the player's stub and the cards of jobs ask the kernel for, once a page: the view with its panels. The entry of
// a bundle of its own, so that no notebook is saved with it.

import "./player.css";

export { mountPlayer } from "./mount.js";
export { createPanels } from "./panels/index.js";
export { createSource, fileUrlOnPage } from "./source.js";
export { createPlayer } from "./view.js";
