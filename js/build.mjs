// Builds one bundle (script and style) per widget into sora_widgets/static and records what they were built from.
// What a widget asks for only when it needs it is a script of its own: it is not saved with every notebook.
//
// The bundles are committed, so that a clean install needs no Node. `sources.json` holds one hash over every
// source that decides their content; a test compares it, so a stale bundle cannot be committed unseen.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "sora_widgets", "static");
const widgets = ["card", "composer", "estimator", "player", "queue", "storyboard"];
/** Loaded by a widget: its style is part of the widget's. */
const loaded = { clips: "card/clips.js", picker: "composer/picking.js" };
const budgetBytes = 40_000;

/** @param {string} folder @returns {Promise<string[]>} */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** The sha256 over path and content of each source, in the order of their paths. */
async function hashSources() {
  const files = [
    ...(await filesBelow(join(here, "src"))),
    join(here, "build.mjs"),
    join(here, "package-lock.json"),
  ];
  const named = files.map((file) => ({ file, name: relative(here, file).split(sep).join("/") }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { file, name } of named) {
    hash.update(`${name}\0`);
    hash.update(await readFile(file));
    hash.update("\0");
  }
  return hash.digest("hex");
}

await mkdir(target, { recursive: true });
await build({
  entryPoints: {
    ...Object.fromEntries(widgets.map((name) => [name, join(here, "src", name, "widget.js")])),
    ...Object.fromEntries(Object.entries(loaded).map(([name, file]) => [name, join(here, "src", file)])),
  },
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome110", "firefox115", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
});
await writeFile(
  join(target, "sources.json"),
  `${JSON.stringify({ sha256: await hashSources() }, null, 2)}\n`,
);

const built = [
  ...widgets.flatMap((name) => [`${name}.js`, `${name}.css`]),
  ...Object.keys(loaded).map((name) => `${name}.js`),
];
for (const name of built) {
  const { size } = await stat(join(target, name));
  process.stdout.write(`${name.padEnd(16)} ${String(size).padStart(6)} bytes\n`);
  if (size > budgetBytes) throw new Error(`${name} is ${size} bytes; the budget is ${budgetBytes}.`);
}
