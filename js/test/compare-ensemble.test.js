import assert from "node:assert/strict";
import { test } from "node:test";
import { createEnsemble } from "../src/compare/ensemble.js";
import { frameAt } from "../src/player/transport.js";

const SCREEN_MS = 1000 / 60;

/**
 * A video as browsers make them: it starts late, its clock is a little off, a seek takes time, it tells of frames as
 * they come on screen, and where these come late it stays on the last one that came when it is paused.
 */
function createFakeVideo({
  durationS = 30,
  fps = 30,
  startsAfterMs = 20,
  drift = 0,
  seekMs = 40,
  loads = true,
  lateS = 0,
} = {}) {
  const timing = { duration_s: durationS, fps, frame_count: Math.round(durationS * fps) };
  const video = {
    timing,
    timeS: 0,
    rate: 1,
    hasBytes: loads,
    isFailed: false,
    isPlaying: false,
    waitMs: 0,
    seeks: 0,
    isSought: true,
    nudges: 0,
    shownFrame: -1,
  };
  /** @type {import("../src/compare/ensemble.js").Track} */
  const track = {
    timing,
    isReady: () => video.hasBytes && (video.waitMs <= 0 || video.isPlaying),
    isFailed: () => video.isFailed,
    positionS: () => video.timeS,
    seek: (timeS) => {
      video.seeks += 1;
      video.timeS = timeS;
      video.isSought = true;
      video.waitMs = seekMs;
    },
    play: async () => {
      video.isPlaying = true;
      video.waitMs = startsAfterMs;
    },
    pause: () => {
      video.isPlaying = false;
    },
    setRate: (rate) => {
      if (rate !== video.rate) video.nudges += 1;
      video.rate = rate;
    },
  };
  /** @param {number} byMs @returns {number | null} the time of a frame that came on screen */
  const advance = (byMs) => {
    if (!video.hasBytes) return null;
    if (video.waitMs > 0) {
      video.waitMs -= byMs;
      return null;
    }
    if (video.isPlaying)
      video.timeS = Math.min(video.timeS + (byMs / 1000) * video.rate * (1 + drift), durationS);
    if (!video.isPlaying && !video.isSought) return null;
    const frame = frameAt(video.isSought ? video.timeS : video.timeS - lateS, timing);
    video.isSought = false;
    if (frame === video.shownFrame) return null;
    video.shownFrame = frame;
    return frame / fps;
  };
  return { ...{ video, track, advance } };
}

/** @param {ReturnType<typeof createFakeVideo>[]} videos */
function createScene(videos) {
  let nowMs = 0;
  /** @type {unknown[]} */
  const refused = [];
  const ensemble = createEnsemble({
    nowMs: () => nowMs,
    onChange: () => {},
    onRefused: (reason) => refused.push(reason),
  });
  ensemble.setTracks(videos.map((one) => one.track));
  /** Lets the page live for a while; what `look` finds after each picture is collected. */
  const live = async (/** @type {number} */ forS, /** @type {() => number} */ look = () => 0) => {
    let worst = 0;
    for (const endMs = nowMs + forS * 1000; nowMs < endMs; ) {
      nowMs += SCREEN_MS;
      for (const { track, advance } of videos) {
        const mediaTimeS = advance(SCREEN_MS);
        if (mediaTimeS !== null) ensemble.frame(track, mediaTimeS, nowMs);
      }
      ensemble.changed();
      ensemble.tick();
      await null;
      await null;
      worst = Math.max(worst, look());
    }
    return worst;
  };
  const framesApart = () => {
    const frames = videos.map((one) => one.video.shownFrame);
    return Math.max(...frames) - Math.min(...frames);
  };
  return { ensemble, live, framesApart, refused };
}

test("clips with clocks of their own stay within one frame for 20 s", async () => {
  const videos = [
    createFakeVideo({ drift: 0.004, startsAfterMs: 5 }),
    createFakeVideo({ drift: -0.004, startsAfterMs: 60 }),
    createFakeVideo({ startsAfterMs: 30 }),
  ];
  const { ensemble, live, framesApart } = createScene(videos);
  ensemble.play();
  await live(1);
  assert.ok((await live(20, framesApart)) <= 1);
  assert.ok((ensemble.spreadS() ?? 1) <= 1 / 30);
  assert.ok(Math.abs(ensemble.positionS() - 21) < 0.2);
});

test("without correction the same clips would part: the test can fail", async () => {
  const videos = [createFakeVideo({ drift: 0.004 }), createFakeVideo({ drift: -0.004 })];
  const { ensemble, live, framesApart } = createScene(videos);
  ensemble.play();
  for (const { track } of videos) track.setRate = () => {};
  await live(1);
  assert.ok((await live(20, framesApart)) > 1);
});

test("none starts before all can", async () => {
  const late = createFakeVideo({ loads: false });
  const early = createFakeVideo();
  const { ensemble, live } = createScene([early, late]);
  ensemble.play();
  await live(2);
  assert.equal(early.video.isPlaying, false);
  assert.deepEqual(ensemble.lacking(), [late.track]);
  late.video.hasBytes = true;
  await live(0.5);
  assert.deepEqual([early.video.isPlaying, late.video.isPlaying, ensemble.phase()], [true, true, "running"]);
});

test("when one runs dry the others wait for it, and they go on together", async () => {
  const videos = [createFakeVideo(), createFakeVideo()];
  const { ensemble, live, framesApart } = createScene(videos);
  const [first, second] = videos;
  ensemble.play();
  await live(2);
  if (second) second.video.hasBytes = false;
  await live(1);
  assert.equal(ensemble.phase(), "gathering");
  assert.equal(first?.video.isPlaying, false);
  const stoodAtS = ensemble.positionS();
  await live(3);
  assert.equal(ensemble.positionS(), stoodAtS);
  if (second) second.video.hasBytes = true;
  await live(1);
  assert.ok((await live(2, framesApart)) <= 1);
  assert.ok(ensemble.positionS() > stoodAtS + 2);
});

test("a clip far off is put right by a seek, once", async () => {
  const videos = [createFakeVideo(), createFakeVideo()];
  const { ensemble, live, framesApart } = createScene(videos);
  ensemble.play();
  await live(2);
  const stray = /** @type {ReturnType<typeof createFakeVideo>} */ (videos[1]);
  const before = stray.video.seeks;
  stray.video.timeS += 1.5;
  await live(2);
  assert.equal(stray.video.seeks, before + 1);
  assert.ok((await live(2, framesApart)) <= 1);
});

test("the clip that is heard is never bent: the others follow it", async () => {
  const heard = createFakeVideo({ drift: 0.004, startsAfterMs: 60 });
  const other = createFakeVideo();
  const { ensemble, live, framesApart } = createScene([heard, other]);
  ensemble.setHeard(heard.track);
  ensemble.play();
  await live(1);
  assert.ok((await live(20, framesApart)) <= 1);
  assert.equal(heard.video.nudges, 0);
  assert.ok(other.video.nudges > 0);
});

test("after a seek every clip shows the frame of that time, whatever its rate", async () => {
  const videos = [createFakeVideo({ fps: 24 }), createFakeVideo({ fps: 30 }), createFakeVideo({ fps: 60 })];
  const { ensemble, live } = createScene(videos);
  ensemble.goTo(3.51);
  await live(0.5);
  assert.equal(ensemble.phase(), "still");
  assert.deepEqual(
    videos.map((one) => one.video.shownFrame),
    [Math.floor(3.51 * 24), Math.floor(3.51 * 30), Math.floor(3.51 * 60)],
  );
});

test("paused, every clip shows the frame of the clock, however late its pictures came", async () => {
  const videos = [createFakeVideo(), createFakeVideo({ lateS: 1 / 60 }), createFakeVideo({ lateS: 3 / 30 })];
  const { ensemble, live } = createScene(videos);
  for (const forS of [1, 0.31, 0.27, 0.33]) {
    ensemble.play();
    await live(forS);
    ensemble.pause();
    await live(0.5);
    assert.equal(ensemble.phase(), "still");
    const frame = frameAt(ensemble.positionS(), { fps: 30, frame_count: 900, duration_s: 30 });
    assert.deepEqual(
      videos.map((one) => one.video.shownFrame),
      [frame, frame, frame],
    );
  }
});

test("clips of other frame rates stay together in time", async () => {
  const videos = [
    createFakeVideo({ fps: 24, drift: 0.003 }),
    createFakeVideo({ fps: 60, startsAfterMs: 50 }),
  ];
  const { ensemble, live } = createScene(videos);
  ensemble.play();
  await live(1);
  const apartS = () =>
    Math.abs(
      /** @type {any} */ (videos[0]).video.shownFrame / 24 -
        /** @type {any} */ (videos[1]).video.shownFrame / 60,
    );
  assert.ok((await live(20, apartS)) <= 1 / 24 + 1e-9);
});

test("the shorter clip holds its last frame while the longer one plays on to its end", async () => {
  const short = createFakeVideo({ durationS: 2 });
  const long = createFakeVideo({ durationS: 4 });
  const { ensemble, live } = createScene([short, long]);
  ensemble.play();
  await live(3);
  assert.deepEqual([ensemble.hasEnded(short.track), ensemble.hasEnded(long.track)], [true, false]);
  assert.equal(short.video.shownFrame, 59);
  await live(2);
  assert.deepEqual([ensemble.isPlaying(), ensemble.phase()], [false, "still"]);
  assert.deepEqual([short.video.shownFrame, long.video.shownFrame], [59, 119]);
  ensemble.play();
  await live(1);
  assert.ok(ensemble.positionS() < 1, "at its end, play begins anew");
});

test("a loop goes by the longest, or from the in point to the out point", async () => {
  const videos = [createFakeVideo({ durationS: 2 }), createFakeVideo({ durationS: 3 })];
  const { ensemble, live } = createScene(videos);
  ensemble.setLoop(true);
  ensemble.play();
  await live(4);
  assert.ok(ensemble.isPlaying());
  assert.ok(ensemble.positionS() > 0.3 && ensemble.positionS() < 1.2, String(ensemble.positionS()));
  ensemble.setRange(1, 1.5);
  const outside = () => (ensemble.positionS() > 1.6 ? 1 : 0);
  await live(2);
  assert.equal(await live(3, outside), 0);
  ensemble.setLoop(false);
  await live(2);
  assert.equal(ensemble.isPlaying(), false);
  assert.ok(Math.abs(ensemble.positionS() - 1.5) < 1 / 30);
});

test("out of sight it holds, and goes on together when somebody looks again", async () => {
  const videos = [createFakeVideo(), createFakeVideo({ startsAfterMs: 70 })];
  const { ensemble, live, framesApart } = createScene(videos);
  ensemble.play();
  await live(1);
  ensemble.setAway(true);
  await live(5);
  assert.equal(ensemble.phase(), "held");
  assert.ok(ensemble.isPlaying(), "it is still wanted");
  ensemble.setAway(false);
  await live(1);
  assert.equal(ensemble.phase(), "running");
  assert.ok((await live(2, framesApart)) <= 1);
});

test("a clip that cannot be played does not keep the others from it", async () => {
  const videos = [createFakeVideo(), createFakeVideo({ loads: false })];
  const { ensemble, live } = createScene(videos);
  ensemble.play();
  await live(1);
  assert.equal(ensemble.phase(), "gathering");
  /** @type {any} */ (videos[1]).video.isFailed = true;
  await live(1);
  assert.equal(ensemble.phase(), "running");
});

test("a browser that plays nothing is told of, and nothing is wanted any more", async () => {
  const videos = [createFakeVideo(), createFakeVideo()];
  const { ensemble, live, refused } = createScene(videos);
  /** @type {any} */ (videos[0]).track.play = () => Promise.reject(new Error("no click yet"));
  ensemble.play();
  await live(0.5);
  assert.equal(refused.length, 1);
  assert.deepEqual([ensemble.isPlaying(), ensemble.phase()], [false, "still"]);
});

test("a change of speed moves the clock and every clip", async () => {
  const videos = [createFakeVideo(), createFakeVideo({ drift: 0.003 })];
  const { ensemble, live, framesApart } = createScene(videos);
  ensemble.play();
  await live(1);
  ensemble.setRate(2);
  assert.ok((await live(5, framesApart)) <= 2);
  assert.ok(Math.abs(ensemble.positionS() - 11) < 0.3);
});

test("where nothing will come of any clip nothing plays", async () => {
  const videos = [createFakeVideo({ loads: false }), createFakeVideo({ loads: false })];
  const { ensemble, live } = createScene(videos);
  ensemble.play();
  for (const { video } of videos) video.isFailed = true;
  await live(1);
  assert.deepEqual([ensemble.isPlaying(), ensemble.phase(), ensemble.positionS()], [false, "still", 0]);
});
