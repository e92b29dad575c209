// The messages of the storyboard, against the golden files that pytest reads too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesOf } from "../src/composer/state.js";
import { createRequests } from "../src/shared/requests.js";
import { createSay } from "../src/shared/texts.js";
import { editBoard } from "../src/storyboard/state.js";
import { englishTexts, fakeModel, golden } from "../testing/fakes.js";

const say = createSay(englishTexts());

for (const name of ["storyboard-generate", "storyboard-apply", "storyboard-cancel"]) {
  test(`${name} is sent and answered as agreed`, async () => {
    const { request, reply } = golden(name);
    const model = fakeModel();
    const { kind, id: _id, ...fields } = request;
    const asked = createRequests(model, new AbortController().signal, say)(kind, fields);
    const [sent] = model.sent;
    assert.deepEqual(sent, { ...request, id: sent.id });
    model.speak({ ...reply, id: sent.id });
    assert.deepEqual((await asked).result, reply.result);
  });
}

test("an edit makes the draft that storyboard-generate carries", () => {
  const { draft, edit, request } = golden("storyboard-generate");
  assert.deepEqual(editBoard(draft, edit)?.draft, request.draft);
});

test("the spans of a view cut its prompt into parts", () => {
  const { prompt, spans } = golden("storyboard-apply").view.shots.s1;
  assert.deepEqual(
    piecesOf(prompt, spans)
      .filter((piece) => piece.part)
      .map((piece) => piece.text),
    ["Wide shot", "Mara (a woman in a red coat)", "a park"],
  );
});
