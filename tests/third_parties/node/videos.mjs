// The life of two videos through the openai client for Node.js, against the server of the first argument.
// The bytes of the first are written to the file of the second argument; what was seen is printed as JSON.
import { writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import OpenAI from "openai";

const [baseURL, path] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });

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
const created = await client.videos.create({ ...order, prompt: "Wide shot of a red kite over a park" });
const other = await client.videos.create({ ...order, prompt: "Close-up of a cat at night", size: "720x1280" });
const video = await finished(created.id);
await finished(other.id);

const listed = [];
for await (const each of client.videos.list({ limit: 1 })) listed.push(each.id); // a page for each

const content = await client.videos.downloadContent(created.id);
await writeFile(path, Buffer.from(await content.arrayBuffer()));

const deleted = await client.videos.delete(created.id);
const gone = await refusal(() => client.videos.retrieve(created.id));

const contentType = content.headers.get("content-type");
console.log(JSON.stringify({ refused, created, other, video, listed, contentType, deleted, gone }));
