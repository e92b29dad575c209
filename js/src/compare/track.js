// One video element as the ensemble knows it. Seeks do not pile up: while one is under way only the newest counts.

/** So near its end a video has nothing more to come. */
const NEAR_END_S = 0.2;

/**
 * @param {object} options
 * @param {import("../player/source.js").Clip} options.clip
 * @param {HTMLVideoElement} options.video
 * @param {(mediaTimeS: number, atMs: number) => void} options.onFrame a frame comes on screen
 * @param {() => void} options.onChange it can go on, or cannot
 * @param {AbortSignal} options.signal
 */
export function createTrack({ clip, video, onFrame, onChange, signal }) {
  let wantedS = 0;
  let isSeekDue = false;
  let isFailed = false;
  /** Nothing was asked of it yet: it shows its poster, and the start needs no seek. */
  let isFresh = true;

  const seekNow = () => {
    isSeekDue = false;
    video.currentTime = wantedS;
  };
  const positionS = () =>
    video.readyState === 0 || video.seeking || isSeekDue || isFresh ? wantedS : video.currentTime;

  const follow = () => {
    video.requestVideoFrameCallback((_now, { mediaTime, expectedDisplayTime }) => {
      if (signal.aborted) return;
      onFrame(mediaTime, expectedDisplayTime);
      follow();
    });
  };
  if ("requestVideoFrameCallback" in video) follow();

  video.addEventListener(
    "loadedmetadata",
    () => {
      if (isSeekDue) seekNow();
    },
    { signal },
  );
  for (const type of ["canplay", "canplaythrough", "seeked", "waiting", "ended", "emptied", "playing"]) {
    video.addEventListener(
      type,
      () => {
        if (type === "seeked" && isSeekDue) seekNow();
        onChange();
      },
      { signal },
    );
  }

  return {
    timing: clip,
    isReady: () => {
      const isNearEnd = positionS() > clip.duration_s - NEAR_END_S;
      return video.readyState >= (isNearEnd ? 2 : 3) && !video.seeking && !isSeekDue;
    },
    isFailed: () => isFailed,
    /** @param {boolean} failed */
    setFailed: (failed) => {
      if (isFailed === failed) return;
      isFailed = failed;
      onChange();
    },
    positionS,
    /** @param {number} timeS */
    seek: (timeS) => {
      wantedS = timeS;
      if (isFresh && timeS < 1 / clip.fps) return;
      isFresh = false;
      isSeekDue = true;
      if (video.readyState > 0 && !video.seeking) seekNow();
    },
    play: () => {
      isFresh = false;
      return video.play();
    },
    pause: () => video.pause(),
    /** A source that is set puts the speed back to the default one, so the two go together. @param {number} rate */
    setRate: (rate) => {
      video.defaultPlaybackRate = rate;
      video.playbackRate = rate;
    },
    /** Its bytes are let go: once they are back it stands where it stood. */
    rest: () => {
      if (isFresh) return;
      wantedS = positionS();
      isSeekDue = true;
    },
  };
}
