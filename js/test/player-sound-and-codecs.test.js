import assert from "node:assert/strict";
import { test } from "node:test";
import { codecOf } from "../src/player/failures.js";
import { barsOf } from "../src/player/loudness.js";

/** @param {...number[]} channels */
const sound = (...channels) => ({
  numberOfChannels: channels.length,
  getChannelData: (/** @type {number} */ channel) => Float32Array.from(channels[channel] ?? []),
});

test("loudness is in decibels over a floor: full scale is 1, half of it 6 dB less, silence 0", () => {
  const half = 1 + (20 * Math.log10(0.5)) / 48;
  const bars = barsOf(sound([1, -1, 0.5, -0.5, 0, 0]), 3);
  assert.deepEqual(
    bars.map((bar) => Number(bar.toFixed(6))),
    [1, Number(half.toFixed(6)), 0],
  );
});

test("of several channels the loudest is shown, and what is too soft is not", () => {
  assert.deepEqual(barsOf(sound([0, 0, 0, 0], [0, 0, 1, 1]), 2), [0, 1]);
  assert.deepEqual(barsOf(sound([0.001, 0.001]), 1), [0]);
});

test("a codec is named as people know it, and what no browser has is known beforehand", () => {
  const none = () => "";
  const all = () => "probably";
  assert.deepEqual(codecOf("hevc", none), { name: "HEVC (H.265)", isPlayable: false });
  assert.deepEqual(codecOf("libdav1d", all), { name: "AV1", isPlayable: true });
  assert.deepEqual(codecOf("prores", all), { name: "ProRes", isPlayable: false });
  assert.deepEqual(codecOf("cinepak", all), { name: "cinepak", isPlayable: null });
});
