// One frame of a video as a picture.

/**
 * @param {HTMLVideoElement} video
 * @param {string} type
 * @returns {Promise<Blob>}
 */
export function stillOf(video, type) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), type, 0.85),
  );
}

/**
 * Puts the frame on the clipboard; where that is not allowed it is saved as a file.
 *
 * @param {HTMLVideoElement} video
 * @param {string} filename
 * @returns {Promise<"copied" | "saved">}
 */
export async function copyStill(video, filename) {
  const picture = stillOf(video, "image/png");
  try {
    // The promise itself: Safari wants the write to begin with the press.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return "copied";
  } catch {
    const url = URL.createObjectURL(await picture);
    saveUrl(url, filename);
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    return "saved";
  }
}

/** @param {string} url @param {string} filename */
export function saveUrl(url, filename) {
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
}
