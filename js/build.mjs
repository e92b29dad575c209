// Builds what the browser runs, into the Python package: a bundle (script and style) per widget, what a widget asks for
// only when it needs it, and the extension of JupyterLab and Notebook 7.
//
// All of it is committed, so that a clean install needs no Node. `static/sources.json` holds one hash over every
// source that decides their content; a test compares it, so a stale bundle cannot be committed unseen.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const packageFolder = join(here, "..", "sora_widgets");
const textsFolder = join(packageFolder, "widgets", "texts");
const source = (/** @type {string[]} */ ...parts) => join(here, "src", ...parts);

const widgets = ["card", "compare", "composer", "estimator", "player", "queue", "storyboard"];
/** Asked for by a widget, so that no notebook is saved with them. */
const loaded = {
  "blind-view": "compare/blind-loaded.js",
  clips: "card/clips.js",
  "compare-view": "compare/loaded.js",
  picker: "composer/picking.js",
  "player-view": "player/loaded.js",
};
/** The extension's view has these of its own, and gives them to the widgets of the same page. */
const inExtension = ["player-view", "compare-view"];
/** The words that the extension's view says. (A blind choice needs its kernel: it is no document.) */
const sections = "player panels part difference card money kernel compare measures extension".split(" ");

const budgetsBytes = new Map([
  ["player.js", 5_000],
  ["compare.js", 5_000],
  // In no notebook, and on a page once.
  ["player-view.js", 56_000],
  ["compare-view.js", 48_000],
  ["remoteEntry.js", 5_000], // loaded by everybody who opens JupyterLab
  ["view.js", 160_000], // loaded with the first clip of a page: both players, in every language
]);
const budgetBytes = 40_000;

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome110", "firefox115", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  write: false,
  outdir: packageFolder, // nothing is written by esbuild; it names its outputs by this
};

const sha256 = (/** @type {string | Uint8Array} */ content) =>
  createHash("sha256").update(content).digest("hex");

/**
 * @param {import("esbuild").BuildOptions} options
 * @returns {Promise<Map<string, Uint8Array>>} content by file name
 */
async function bundle(options) {
  const { outputFiles = [] } = await build({ ...common, ...options });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

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
    ...(await filesBelow(textsFolder)),
    join(here, "build.mjs"),
    join(here, "package.json"),
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

/**
 * The words of a language, set as `_texts.py` sets them: French marks do not stand alone at a line's end.
 *
 * @param {string} language
 */
async function readTexts(language) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const name of (await readdir(join(textsFolder, language))).sort()) {
    const read = JSON.parse(await readFile(join(textsFolder, language, name), "utf8"));
    for (const [key, text] of Object.entries(read)) {
      if (sections.includes(/** @type {string} */ (key.split(".")[0]))) texts[key] = typeset(text, language);
    }
  }
  return texts;
}

/**
 * @param {string} sentence
 * @param {string} language
 */
function typeset(sentence, language) {
  if (language !== "fr") return sentence;
  return sentence
    .replaceAll("« ", "«\u00a0")
    .replaceAll(" »", "\u00a0»")
    .replaceAll(" :", "\u00a0:")
    .replace(/ (?=[?!;])/g, "\u202f")
    .replace(/«[^»]*»|(?<=[\p{L}\p{N}_])'(?=[\p{L}\p{N}_])/gu, (found) => (found === "'" ? "’" : found));
}

/**
 * Writes exactly these files into a folder.
 *
 * @param {string} folder
 * @param {Map<string, Uint8Array>} files
 */
async function writeFolder(folder, files) {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (!files.has(name)) await rm(join(folder, name));
  for (const [name, content] of files) await writeFile(join(folder, name), content);
}

/**
 * @param {string} name without a hash
 * @param {Uint8Array | undefined} content
 */
function checkSize(name, content) {
  const size = content?.length ?? 0;
  const most = budgetsBytes.get(name) ?? budgetBytes;
  process.stdout.write(`${name.padEnd(16)} ${String(size).padStart(6)} bytes\n`);
  if (size === 0) throw new Error(`${name} was not built.`);
  if (size > most) throw new Error(`${name} is ${size} bytes; the budget is ${most}.`);
}

async function buildWidgets() {
  const entries = [
    ...widgets.map((name) => [name, source(name, "widget.js")]),
    ...Object.entries(loaded).map(([name, file]) => [name, source(file)]),
  ].filter(([, file]) => existsSync(/** @type {string} */ (file)));
  return bundle({ entryPoints: Object.fromEntries(entries) });
}

/** @param {Map<string, Uint8Array>} bundles */
async function buildExtension(bundles) {
  const contentOf = (/** @type {string} */ name) => bundles.get(name) ?? new Uint8Array();
  const hashes = inExtension.map((name) => [name, sha256(contentOf(`${name}.js`)).slice(0, 12)]);
  const languages = (await readdir(textsFolder)).sort();
  const texts = await Promise.all(languages.map(readTexts));
  const byLanguage = (/** @type {(texts: Record<string, string>) => unknown} */ take) =>
    JSON.stringify(Object.fromEntries(texts.map((each, index) => [languages[index], take(each)])));
  const own = await bundle({ entryPoints: { extension: source("lab", "extension.css") } });
  const styles = [...inExtension.map((name) => contentOf(`${name}.css`)), own.get("extension.css")];

  const view = await bundle({
    entryPoints: { view: source("lab", "view.js") },
    define: {
      SCRIPT_HASHES: JSON.stringify(Object.fromEntries(hashes)),
      VIEW_STYLE: JSON.stringify(styles.map((style) => new TextDecoder().decode(style)).join("")),
      VIEW_TEXTS: byLanguage((each) => each),
    },
  });
  const viewScript = /** @type {Uint8Array} */ (view.get("view.js"));
  const viewFile = `view.${sha256(viewScript).slice(0, 20)}.js`;
  const container = await bundle({
    entryPoints: { remoteEntry: source("lab", "container.js") },
    format: "iife",
    define: {
      VIEW_FILE: JSON.stringify(viewFile),
      VIEW_MISSING: byLanguage((each) => each["extension.not_loaded"]),
    },
  });
  const containerScript = /** @type {Uint8Array} */ (container.get("remoteEntry.js"));
  const containerFile = `remoteEntry.${sha256(containerScript).slice(0, 20)}.js`;

  const { version, license } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const described = {
    name: "sora-widgets",
    version,
    description: "Shows clips of sora_widgets with or without a kernel.",
    license,
    jupyterlab: {
      extension: true,
      _build: { load: `static/${containerFile}`, extension: "./extension" },
    },
  };
  checkSize("remoteEntry.js", containerScript);
  checkSize("view.js", viewScript);
  const files = { [containerFile]: containerScript, [viewFile]: viewScript };
  await writeFolder(join(packageFolder, "labextension", "static"), new Map(Object.entries(files)));
  await writeFile(
    join(packageFolder, "labextension", "package.json"),
    `${JSON.stringify(described, null, 2)}\n`,
  );
}

const bundles = await buildWidgets();
for (const [name, content] of bundles) checkSize(name, content);
await buildExtension(bundles);
const record = `${JSON.stringify({ sha256: await hashSources() }, null, 2)}\n`;
await writeFolder(
  join(packageFolder, "static"),
  new Map([...bundles, ["sources.json", Buffer.from(record)]]),
);
