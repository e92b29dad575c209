// The clips of a storyboard: cards that become players. Loaded with the first job, for most boards are only laid out.

export { createCardList } from "../card/list.js";
