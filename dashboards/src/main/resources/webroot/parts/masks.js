import { colorOf } from './colors.js';
import { eachRun } from './rle.js';

/** Larger masks are not drawn: their pixels would take longer than the picture lasts. */
const MOST_MASK_PIXELS = 1 << 20;

/** A byte names the object of each pixel. */
const MOST_MASKS = 255;

const INSIDE = .4;

/** By how many of the eight pixels around are of the same object: steps of an edge are rounded off. */
const EDGE = [.1, .15, .2, .3, .45, .6, .7, .65, INSIDE];

/** Scratch space of all tiles: they draw one after the other. */
const canvas = document.createElement('canvas');
let image = new ImageData(1, 1);
let owners = new Uint8Array(0);
let hasComplained = false;

/**
 * Draws the masks over the picture, where they overlap the one of the best score; each in the color
 * of its label, with an edge about one pixel of the mask wide.
 * @param {CanvasRenderingContext2D} context
 * @param {object[]} detections best score first
 * @param {{x: number, y: number, width: number, height: number}} area of the picture, px
 * @returns {number} how many were drawn
 */
export function drawMasks(context, detections, area) {
  const found = detections.filter(({ mask }) => mask?.counts && isDrawable(mask)).slice(0, MOST_MASKS);
  const sizes = Map.groupBy(found, ({ mask }) => `${mask.width}x${mask.height}`);
  for (const group of [...sizes.values()].reverse()) {
    paint(group);
    context.imageSmoothingEnabled = true;
    context.drawImage(canvas, area.x, area.y, area.width, area.height);
  }
  return found.length;
}

function isDrawable({ width, height }) {
  if (width > 0 && height > 0 && width * height <= MOST_MASK_PIXELS) return true;
  if (!hasComplained) console.warn(`masks of ${width} x ${height} pixels are not drawn, only those of at most ${MOST_MASK_PIXELS}`);
  hasComplained = true;
  return false;
}

/** Fills the scratch canvas with masks of one size. */
function paint(group) {
  const { width, height } = group[0].mask;
  own(group, width, height);
  if (image.width !== width || image.height !== height) image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer).fill(0);
  const colors = group.map(({ label }) => EDGE.map(alpha => pixelOf(colorOf(label), alpha)));
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (owners[at] !== 0) pixels[at] = colors[owners[at] - 1][neighbors(x, y, width, height)];
    }
  }
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** How many of the eight around are of the same object; what lies outside of the picture is. */
function neighbors(x, y, width, height) {
  const at = y * width + x;
  const owner = owners[at];
  let same = 0;
  for (let down = -1; down <= 1; down++) {
    const isInside = y + down >= 0 && y + down < height;
    for (let right = -1; right <= 1; right++) {
      if (!isInside || x + right < 0 || x + right >= width || owners[at + down * width + right] === owner) same++;
    }
  }
  return same - 1;
}

/** Says of each pixel which mask it belongs to, from 1; 0 for none. */
function own(group, width, height) {
  if (owners.length < width * height) owners = new Uint8Array(width * height);
  owners.fill(0, 0, width * height);
  group.forEach(({ mask }, i) => eachRun(mask, (x, top, bottom) => {
    for (let at = top * width + x, end = bottom * width; at < end; at += width) {
      if (owners[at] === 0) owners[at] = i + 1;
    }
  }));
}

/** A color as four bytes in the order of the machine, which is that of all machines with browsers. */
function pixelOf(color, alpha) {
  const rgb = parseInt(color.slice(1), 16);
  return ((Math.round(alpha * 255) << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}
