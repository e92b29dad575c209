// What the stub of a comparison asks for when it is a blind choice: few are, and no other one carries it.

export { createBlind } from "./blind/index.js";
