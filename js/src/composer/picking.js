// What the composer asks the kernel for when it is shown, rather than carry it into every saved notebook: the picker
// with its moving pictures. This is the entry of a bundle of its own; without a kernel there is nothing to pick for.

export { createPicker } from "./picker.js";
