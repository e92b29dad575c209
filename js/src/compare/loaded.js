// What the stub of a comparison asks the kernel for, once a page. The entry of a bundle of its own, so that no
// notebook is saved with it.

import "./compare.css";

export { fileUrlOnPage } from "../player/source.js";
export { mountCompare } from "./mount.js";
