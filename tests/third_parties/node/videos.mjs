// The life of two videos and what is made of them, through the openai client for Node.js: every method that it has for
// videos, against the server of the first argument. The key is the second, a picture (PNG) the third. The bytes of the
// first video are written to the file of the fourth; what was seen is printed as JSON.
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import OpenAI from "openai";

const [baseURL, apiKey, picture, path] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

async function finished(id) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const video = await client.videos.retrieve(id);
    if (["completed", "failed"].includes(video.status)) return video;
    if (Date.now() > deadline) throw new Error(`${id} is still ${video.status}`);
    await pause(100);
  }
}

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return { kind: error.constructor.name, status: error.status, code: error.code, param: error.param };
  }
  return null;
}

const order = { model: "sora-2", seconds: "4", size: "1280x720" };
const refused = await refusal(() => client.videos.create({ ...order, prompt: "A red kite", seconds: "5" }));
const created = await client.videos.create({ ...order, prompt: "A red ball on a white background" });
const other = await client.videos.create({ ...order, prompt: "A blue ball on a white background", size: "720x1280" });
const video = await finished(created.id);
await finished(other.id);

const listed = [];
for await (const each of client.videos.list({ limit: 1 })) listed.push(each.id); // a page for each

const content = await client.videos.downloadContent(created.id);
await writeFile(path, Buffer.from(await content.arrayBuffer()));

const sheet = await client.videos.downloadContent(created.id, { variant: "spritesheet" });
const remixed = await client.videos.remix(created.id, { prompt: "make the ball blue" });
const edited = await client.videos.edit({ prompt: "at night", video: { id: created.id } });
const editedUpload = await client.videos.edit({ prompt: "at night", video: createReadStream(path) });
const extended = await client.videos.extend({ prompt: "it falls", seconds: "4", video: { id: created.id } });
const character = await client.videos.createCharacter({ name: "Mara", video: createReadStream(path) });
const sameCharacter = await client.videos.getCharacter(character.id);
const pictured = await client.videos.create({
  ...order,
  prompt: "A red kite",
  input_reference: createReadStream(picture),
});
const url = `data:image/png;base64,${(await readFile(picture)).toString("base64")}`;
const picturedByUrl = await client.videos.create({ ...order, prompt: "A kite", input_reference: { image_url: url } });
const stranger = new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 });
const unknown = await refusal(() => stranger.videos.retrieve(created.id));

const deleted = await client.videos.delete(created.id);
const gone = await refusal(() => client.videos.retrieve(created.id));

const contentType = content.headers.get("content-type");
const sheetType = sheet.headers.get("content-type");
const reworked = { remixed, edited, editedUpload, extended, character, sameCharacter, pictured, picturedByUrl };
const seen = { refused, created, other, video, listed, contentType, sheetType, reworked, unknown, deleted, gone };
console.log(JSON.stringify(seen));
