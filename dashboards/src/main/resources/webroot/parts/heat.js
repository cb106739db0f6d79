/** The one hue of heat, and how strongly it covers: of each gray value, 128 is the threshold of a pixel. */
const HUE = [255, 94, 58];
const THRESHOLD = 128;
const FAINTEST = 48;
const [AT_THRESHOLD, STRONGEST] = [.3, .72];

/** The line around what lies above the threshold: half its width in gray values, and how bright it is. */
const LINE = 7;
const LINE_ALPHA = .9;
const MOST_SIDE = 480;

const COLORS = Uint32Array.from({ length: 256 }, (_, gray) => pixelOf(gray));

/** Scratch space of all tiles: they draw one after the other. */
const canvas = document.createElement('canvas');
const scratch = canvas.getContext('2d', { willReadFrequently: true });

/**
 * Draws heat maps over their picture: the stronger, the more unusual, with a line where the threshold is.
 * @param {CanvasRenderingContext2D} context
 * @param {ImageBitmap[]} heats gray, each of the whole frame
 * @param {{x: number, y: number, width: number, height: number}} area of the picture, px
 * @returns {number} how many were drawn
 */
export function drawHeats(context, heats, area) {
  for (const heat of heats) {
    const scale = Math.min(1, MOST_SIDE / Math.max(area.width, area.height));
    const width = Math.max(1, Math.round(area.width * scale));
    const height = Math.max(1, Math.round(area.height * scale));
    paint(heat, width, height);
    context.imageSmoothingEnabled = true;
    context.drawImage(canvas, 0, 0, width, height, area.x, area.y, area.width, area.height);
  }
  return heats.length;
}

/** Enlarged while it is gray, so that the line is as smooth as the picture. */
function paint(heat, width, height) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  scratch.imageSmoothingQuality = 'high';
  scratch.drawImage(heat, 0, 0, width, height);
  const image = scratch.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = COLORS[pixels[i] & 0xff];
  scratch.putImageData(image, 0, 0);
}

/** Four bytes in the order of the machine, which is that of all machines with browsers. */
function pixelOf(gray) {
  const [red, green, blue] = HUE;
  const rise = gray < THRESHOLD
    ? AT_THRESHOLD * Math.max(0, (gray - FAINTEST) / (THRESHOLD - FAINTEST)) ** 1.6
    : AT_THRESHOLD + (STRONGEST - AT_THRESHOLD) * (gray - THRESHOLD) / (255 - THRESHOLD);
  const line = Math.max(0, 1 - Math.abs(gray - THRESHOLD) / LINE);
  const alpha = rise + (LINE_ALPHA - rise) * line;
  return ((Math.round(alpha * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** The same colors as a legend: [share of the way, opacity], from nothing to twice the threshold. */
export const HEAT_LEGEND = { color: `rgb(${HUE.join(' ')})`, stops: [[0, 0], [.5, AT_THRESHOLD], [1, STRONGEST]] };
