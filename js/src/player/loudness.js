// How loud a clip is over its length, as a quiet picture behind the bar. The sound is decoded once, at a low rate, and
// only its loudness is kept.

/** What is decoded whole in memory has a limit. */
export const MAX_DECODED_BYTES = 64 * 1024 * 1024;
/** The lowest rate that every browser decodes to. */
const RATE_HZ = 8000;
const BARS = 160;
/** Below this, in decibels under full scale, a bar is not seen. */
const FLOOR_DB = -48;

/**
 * The heights of the bars, 0 to 1: the root mean square of the loudest channel, in decibels above the floor.
 *
 * @param {{ numberOfChannels: number, getChannelData: (channel: number) => Float32Array }} sound
 * @param {number} [count]
 */
export function barsOf(sound, count = BARS) {
  const bars = new Array(count).fill(0);
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    const samples = sound.getChannelData(channel);
    for (let bar = 0; bar < count; bar += 1) {
      const from = Math.floor((bar * samples.length) / count);
      const to = Math.floor(((bar + 1) * samples.length) / count);
      let sum = 0;
      for (let index = from; index < to; index += 1) sum += (samples[index] ?? 0) ** 2;
      const db = 10 * Math.log10(sum / Math.max(to - from, 1) || Number.MIN_VALUE);
      bars[bar] = Math.max(bars[bar], Math.min(1, 1 - db / FLOOR_DB));
    }
  }
  return bars.map((height) => Math.max(height, 0));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayBuffer} bytes of the whole file
 */
export async function drawLoudness(canvas, bytes) {
  const sound = await new OfflineAudioContext(1, 1, RATE_HZ).decodeAudioData(bytes);
  const bars = barsOf(sound);
  canvas.width = bars.length * 3;
  canvas.height = 28;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = getComputedStyle(canvas).color;
  bars.forEach((height, bar) => {
    const tall = Math.max(1, Math.round(height * canvas.height));
    pen.fillRect(bar * 3, canvas.height - tall, 2, tall);
  });
  canvas.hidden = false;
}
