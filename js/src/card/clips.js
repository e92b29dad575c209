// The cards of jobs, with the player that each becomes. The entry of a bundle of its own: who makes jobs loads it with
// the first one, for most drafts are only written.

export { createCardList } from "./list.js";
