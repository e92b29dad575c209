// The messages between kernel and browser, against the golden files that pytest reads too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cornerPrice, factsLine, isPlayable, statusLine, whatLine } from "../src/card/state.js";
import { editDraft, PARTS, piecesOf } from "../src/composer/state.js";
import { fetchClip } from "../src/player/source.js";
import { cancelQuestion, createRows, inOrder, withChanged } from "../src/queue/state.js";
import { clock } from "../src/shared/format.js";
import { createRequests } from "../src/shared/requests.js";
import { createSay } from "../src/shared/texts.js";
import { bytesOf, englishTexts, fakeModel, golden, textsIn } from "../testing/fakes.js";

const say = createSay(englishTexts());

/** The golden message with the id that was really used. @param {any} message @param {number} id */
const withId = (message, id) => ({ ...message, id });

test("the player asks for ranges as the kernel expects and takes the kernel's answer", async () => {
  const { asked, request, reply, buffer } = golden("player-range");
  const model = fakeModel();
  const signal = new AbortController().signal;
  const fetching = fetchClip({ ...asked, request: createRequests(model, signal, say), say, signal });
  const [sent] = model.sent;
  assert.deepEqual(sent, withId(request, sent.id));
  model.speak(withId(reply, sent.id), [bytesOf(buffer)]);
  assert.equal(await new Blob(await fetching).text(), buffer);
});

test("a refused range is told in the kernel's words", async () => {
  const { asked, refused_reply: reply } = golden("player-range");
  const model = fakeModel();
  const signal = new AbortController().signal;
  const fetching = fetchClip({ ...asked, request: createRequests(model, signal, say), say, signal });
  model.speak(withId(reply, model.sent[0].id));
  await assert.rejects(fetching, { message: reply.error.message, code: reply.error.code });
});

const AGREED = [
  ...["clip-poster", "job-cancel", "job-adopt", "job-submit-again", "job-give-up"],
  ...["gathering-rows", "gathering-cancel", "composer-generate", "composer-apply", "composer-undo"],
  ...["player-check", "player-credentials", "player-measures", "mark-add", "mark-change", "mark-remove"],
  ...["view-script", "view-texts"],
];
for (const name of AGREED) {
  test(`${name} is sent and answered as agreed`, async () => {
    const { request, reply } = golden(name);
    const model = fakeModel();
    const { kind, id: _id, ...fields } = request;
    const asked = createRequests(model, new AbortController().signal, say)(kind, fields);
    const [sent] = model.sent;
    assert.deepEqual(sent, withId(request, sent.id));
    model.speak(withId(reply, sent.id));
    assert.deepEqual((await asked).result, reply.result);
  });
}

test("an edit makes the draft that composer-generate carries", () => {
  const { draft_before: before, edit, request } = golden("composer-generate");
  const { revision } = before;
  const answered = { ...golden("composer-apply").view, revision, heard: revision, parts: before.parts };
  assert.deepEqual(editDraft(before, answered, edit), request.draft);
});

test("typing on either side makes the draft that the kernel reads", () => {
  const agreed = golden("composer-text");
  const { view } = golden("composer-apply");
  const first = { ...view, parts: agreed.draft_before.parts };
  const typed = editDraft(agreed.draft_before, first, agreed.edit);
  assert.deepEqual(typed, agreed.draft);
  const { revision } = typed;
  const answered = { ...view, ...agreed.words_shown, revision, heard: revision };
  assert.deepEqual(editDraft(typed, answered, agreed.edit_of_a_part), agreed.draft_of_a_part);
  assert.deepEqual(editDraft(typed, first, agreed.edit_of_a_part), agreed.draft_of_a_part_before_the_answer);
});

test("the view's spans colour the text as agreed", () => {
  const { view, pieces, draft_after: draft } = golden("composer-apply");
  assert.deepEqual(piecesOf(view.text, view.spans), pieces);
  assert.deepEqual(Object.keys(draft.parts), [...PARTS]);
});

for (const [name, { card, status, facts, is_playable: canPlay }] of Object.entries(golden("cards"))) {
  test(`the card of a job that is ${name} says what it should`, () => {
    const time = card.looks_again_at === null ? "" : clock(card.looks_again_at);
    assert.equal(statusLine(card, say), status.replace("{time}", time));
    assert.equal(factsLine(card, say), facts);
    assert.equal(isPlayable(card), canPlay);
  });
}

test("a card that needs a decision shows no price in its corner, every other does", () => {
  const cards = golden("cards");
  assert.equal(cornerPrice(cards.undecided.card), "");
  assert.equal(cornerPrice(cards.working.card), "$0.40");
});

test("cancelling all is asked with what it counts as spent, and plainly where that is nothing", () => {
  const { summary } = golden("gathering-rows");
  assert.equal(cancelQuestion(summary, say), "Really cancel 1, $0.40 counted as spent?");
  assert.equal(cancelQuestion({ ...summary, cancel_cost: null }, say), "Really cancel 1?");
});

test("rows that need somebody come first, then what runs; the rest stays as it came", () => {
  const cards = golden("cards");
  const rows = ["saved", "failed", "working", "in_doubt", "undecided", "queued"].map((name) => ({
    ...cards[name].card,
    job_id: name,
  }));
  assert.deepEqual(
    inOrder(rows).map((row) => row.job_id),
    ["undecided", "working", "in_doubt", "queued", "saved", "failed"],
  );
});

test("what is told of a clip does not contradict how it differs", () => {
  const { card } = golden("cards").saved;
  assert.equal(whatLine(card, say), "sora-2 · animatic · 4 s");
  const shorter = { name: "seconds", sentence: "asked 4 s, got 0.5 s" };
  const differing = { ...card, clip: { ...card.clip, differences: [shorter] } };
  assert.equal(whatLine(differing, say), "sora-2 · animatic");
  assert.equal(factsLine(differing, say), "sora-2 · animatic · 1280×720 · free");
});

test("a moment is told by the reader's own clock, with its date when it is another day", () => {
  const at = new Date(2026, 10, 22, 4, 5, 6);
  assert.equal(clock(at.getTime() / 1000, new Date(2026, 10, 22, 23, 0, 0)), "04:05:06");
  assert.equal(clock(at.getTime() / 1000, new Date(2026, 10, 23, 4, 5, 6)), "2026-11-22 04:05:06");
});

test("a gathering's rows take the change that the kernel sends", () => {
  const { reply, changed } = golden("gathering-rows");
  const rows = createRows();
  rows.take(reply.result.rows);
  rows.change(changed.card);
  assert.deepEqual(rows.inSight(true), [changed.card]);
});

test("a change that overtakes a gathering's rows is not lost, and folded rows show what needs somebody", () => {
  const { undecided, working } = golden("cards");
  const rows = createRows();
  const other = { ...working.card, job_id: "j2" };
  rows.change({ ...working.card, progress: 70 });
  rows.change(undecided.card);
  assert.equal(rows.hasCome(), false);
  assert.deepEqual(rows.inSight(true), []);
  rows.take([working.card, other]);
  assert.deepEqual(rows.inSight(true), [undecided.card, other]);
  assert.deepEqual(rows.inSight(false), [undecided.card]);
});

test("a changed row replaces its older self; an unknown one comes first", () => {
  const { card } = golden("cards").working;
  const rows = [{ ...card, job_id: "b" }, card];
  const changed = { ...card, progress: 80 };
  assert.deepEqual(withChanged(rows, changed), [rows[0], changed]);
  const stranger = { ...card, job_id: "c" };
  assert.deepEqual(withChanged(rows, stranger), [stranger, ...rows]);
});

test("every text that the scripts ask for exists in every language", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const source = new URL("../src/", import.meta.url);
  const scripts = readdirSync(source, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".js"));
  const keys = new Set();
  for (const name of scripts) {
    const code = readFileSync(new URL(name.replaceAll("\\", "/"), source), "utf8");
    for (const [, key] of code.matchAll(
      /"((?:part|example|composer|settings|estimator|card|decision|gathering|queue|player|kernel|storyboard|picker)\.[a-z_]+)"/g,
    )) {
      keys.add(key);
    }
  }
  assert.ok(keys.size > 40);
  for (const language of ["en", "fr"]) {
    const texts = textsIn(language);
    assert.deepEqual(
      [...keys].filter((key) => !(key in texts)),
      [],
    );
  }
});
