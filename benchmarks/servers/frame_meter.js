// Reads, in a page under measure, which frame a video shows: the number that `footage` has drawn into its corner.
(() => {
  const canvas = new OffscreenCanvas(128, 8);
  const context = canvas.getContext("2d", { willReadFrequently: true });

  /** The number of the frame that a video shows now, or -1 before there is one. */
  const frameOf = (video) => {
    if (video.readyState < 2) return -1;
    context.drawImage(video, 0, video.videoHeight - 8, 128, 8, 0, 0, 128, 8);
    const { data } = context.getImageData(0, 4, 128, 1);
    let number = 0;
    for (let bit = 0; bit < 16; bit++) number = number * 2 + (data[(bit * 8 + 4) * 4] > 127 ? 1 : 0);
    return number;
  };
  const videosIn = (selector) => Array.from(document.querySelectorAll(selector)).filter((one) => one.clientWidth > 0);
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  /** At rest: no seek is under way, and the page has been painted since. */
  const settled = async (video) => {
    for (let calm = 0; calm < 2; calm++) {
      while (video.seeking) await new Promise((resolve) => video.addEventListener("seeked", resolve, { once: true }));
      await painted();
    }
  };

  window.frames_ = {
    /** Whether the bytes of all that is shown are there. */
    isReady: (selector) => videosIn(selector).length > 0 && videosIn(selector).every(({ readyState }) => readyState >= 3),

    /** Looks at all videos at the same moment, again and again, from the first moment at which all of them move. */
    sample: async (selector, seconds, start) => {
      const videos = videosIn(selector);
      const first = videos.map(frameOf);
      const samples = [];
      let shown = first;
      start(videos);
      const beganAt = performance.now();
      let endsAt = Infinity;
      while (performance.now() < Math.min(endsAt, beganAt + (seconds + 20) * 1000)) {
        await new Promise((resolve) => setTimeout(resolve, 33));
        // While a clip jumps it cannot be read: its last picture stays on screen.
        shown = videos.map(frameOf).map((frame, index) => (frame < 0 ? shown[index] : frame));
        if (endsAt === Infinity && shown.every((frame, index) => frame > Math.max(first[index], 0))) {
          endsAt = performance.now() + seconds * 1000;
        }
        if (endsAt !== Infinity) samples.push(shown);
      }
      return { samples, dropped: videos.map((video) => video.getVideoPlaybackQuality().droppedVideoFrames) };
    },

    /** How long until a wanted frame is on screen, and which frame is shown once all is at rest. */
    seek: async (selector, wanted, go) => {
      const [video] = videosIn(selector);
      const beganAt = performance.now();
      go(video);
      let shownAt = beganAt;
      do shownAt = await new Promise(requestAnimationFrame);
      while (frameOf(video) !== wanted && shownAt - beganAt < 2000);
      await settled(video);
      return [shownAt - beganAt, frameOf(video)];
    },

    /** Which frame is shown once all is at rest; waits a little for the wanted one. */
    shown: async (selector, wanted) => {
      const [video] = videosIn(selector);
      const endsAt = performance.now() + 1000;
      do await settled(video);
      while (frameOf(video) !== wanted && performance.now() < endsAt);
      return frameOf(video);
    },

    /** Notes the frame that is shown when the next key comes. */
    noteAtKey: (selector) => {
      const [video] = videosIn(selector);
      addEventListener("keydown", () => (window.frames_.atKey = frameOf(video)), { capture: true, once: true });
    },
  };
})();
