// Why a video does not play, in words that help.

/** FFmpeg's names, as browsers ask for them and as people say them. */
const CODECS = new Map([
  ["h264", { type: 'video/mp4; codecs="avc1.640028"', name: "H.264" }],
  ["hevc", { type: 'video/mp4; codecs="hvc1.1.6.L93.B0"', name: "HEVC (H.265)" }],
  ["mpeg4", { type: 'video/mp4; codecs="mp4v.20.9"', name: "MPEG-4 part 2" }],
  ["vp8", { type: 'video/webm; codecs="vp8"', name: "VP8" }],
  ["vp9", { type: 'video/webm; codecs="vp09.00.10.08"', name: "VP9" }],
  ["av1", { type: 'video/mp4; codecs="av01.0.04M.08"', name: "AV1" }],
  ["prores", { type: "", name: "ProRes" }],
  ["mpeg2video", { type: "", name: "MPEG-2" }],
  ["mjpeg", { type: "", name: "Motion JPEG" }],
  ["ffv1", { type: "", name: "FFV1" }],
]);
/** Decoders that FFmpeg names after their library. */
const LIBRARIES = new Map([
  ["libdav1d", "av1"],
  ["libaom-av1", "av1"],
  ["libvpx", "vp8"],
  ["libvpx-vp9", "vp9"],
]);

/**
 * What the video is coded in and whether this browser says that it can play it.
 *
 * @param {string} codec FFmpeg's name
 * @param {(type: string) => string} canPlayType of a video element
 * @returns {{ name: string, isPlayable: boolean | null }} null: nobody can tell before it is tried
 */
export function codecOf(codec, canPlayType) {
  const known = CODECS.get(LIBRARIES.get(codec) ?? codec);
  if (!known) return { name: codec, isPlayable: null };
  return { name: known.name, isPlayable: known.type !== "" && canPlayType(known.type) !== "" };
}

/** @param {unknown} error */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
