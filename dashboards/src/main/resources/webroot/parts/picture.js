import { colorOf } from './colors.js';
import { placeLabels } from './labels.js';
import { drawHeats } from './heat.js';
import { drawMasks } from './masks.js';
import { dashedSlots, detectionsOf } from './results.js';

const LABEL_PX = 11;
const LARGE_LABEL_PX = 13;
const MOST_PIXELS_PER_PX = 2;
const DASH = [5, 3];
const [SMALLEST_LANDMARK_PX, LARGEST_LANDMARK_PX, WIDTH_OF_A_LANDMARK_PX] = [1.2, 3, 320];

/**
 * Draws a picture and what was found in that same picture in one go.
 * @param {HTMLCanvasElement} canvas filled with the picture, its shape kept
 * @param {{header: object, picture: ImageBitmap, heats: ImageBitmap[]}} frame
 * @param {{boxes: boolean, masks: boolean, heat: boolean, large: boolean}} options boxes with labels and landmarks
 * @returns {{detections: object[], masks: number, heats: number}} the detections drawn, how many masks and heat maps
 */
export function drawFrame(canvas, { header, picture, heats }, { boxes, masks, heat, large }) {
  const scale = Math.min(MOST_PIXELS_PER_PX, window.devicePixelRatio || 1);
  const size = fitCanvas(canvas, scale);
  const area = contain(picture, size);
  const context = canvas.getContext('2d', { alpha: false });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = '#0a0c0f';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, area.x, area.y, area.width, area.height);
  const found = detectionsOf(header);
  const drawnHeats = heat ? drawHeats(context, heats, area) : 0;
  const drawn = masks ? drawMasks(context, found, area) : 0;
  const detections = boxes ? found.filter(({ isRegion }) => !isRegion) : [];
  const dashed = dashedSlots(header);
  const frame = frameSize(header, picture);
  drawBoxes(context, detections.map(each => ({ ...each, isDashed: dashed.has(each.slot) })), area, frame, large ? LARGE_LABEL_PX : LABEL_PX);
  return { detections, masks: drawn, heats: drawnHeats };
}

function drawBoxes(context, detections, area, frame, labelPx) {
  const found = detections.map(detection => ({
    color: colorOf(detection.label),
    isDashed: detection.isDashed,
    text: `${detection.label} ${detection.track > 0 ? detection.track : detection.score.toFixed(2)}`,
    landmarks: detection.landmarks ?? [],
    box: onCanvas(detection.box, area, frame),
  }));
  context.lineWidth = 1.5;
  for (const { box, color, isDashed } of found) {
    context.strokeStyle = color;
    context.setLineDash(isDashed ? DASH : []);
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
  context.setLineDash([]);
  for (const { landmarks, color } of found) drawLandmarks(context, landmarks, color, area, frame);
  drawLabels(context, found, area, labelPx);
}

/** Dots with a dark rim, so that they stand out of any picture; those outside of it are not drawn. */
function drawLandmarks(context, landmarks, color, area, frame) {
  const radius = Math.max(SMALLEST_LANDMARK_PX, Math.min(LARGEST_LANDMARK_PX, area.width / WIDTH_OF_A_LANDMARK_PX));
  context.lineWidth = radius / 2;
  context.strokeStyle = '#0a0c0fb0';
  context.fillStyle = color;
  for (let i = 0; i + 1 < landmarks.length; i += 2) {
    const [left, top] = [landmarks[i] / frame.width, landmarks[i + 1] / frame.height];
    if (left < 0 || left > 1 || top < 0 || top > 1) continue;
    context.beginPath();
    context.arc(area.x + left * area.width, area.y + top * area.height, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

function drawLabels(context, found, area, labelPx) {
  context.font = `500 ${labelPx}px Inter, system-ui, "Segoe UI", sans-serif`;
  context.textBaseline = 'middle';
  const height = labelPx + 5;
  const labels = found.map(each => ({
    box: each.box,
    width: Math.ceil(context.measureText(each.text).width) + 8,
  }));
  placeLabels(labels, height, area).forEach((place, i) => {
    if (!place) return;
    context.fillStyle = '#0a0c0fd9';
    context.beginPath();
    context.roundRect(place.x, place.y, place.width, place.height, 3);
    context.fill();
    context.fillStyle = found[i].color;
    context.fillText(found[i].text, place.x + 4, place.y + height / 2 + .5);
  });
}

/** @returns {{width: number, height: number}} the canvas in CSS px, after its pixels were made to match */
function fitCanvas(canvas, scale) {
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  return size;
}

function contain(picture, size) {
  const ratio = Math.min(size.width / picture.width, size.height / picture.height);
  const width = picture.width * ratio;
  const height = picture.height * ratio;
  return { x: (size.width - width) / 2, y: (size.height - height) / 2, width, height };
}

/** Boxes are in px of the frame as captured; a picture of unknown size speaks for itself. */
function frameSize({ frameSize }, picture) {
  return frameSize?.width > 0 && frameSize.height > 0 ? frameSize : picture;
}

function onCanvas(box, area, frame) {
  const x = area.width / frame.width;
  const y = area.height / frame.height;
  return {
    x: area.x + box.left * x,
    y: area.y + box.top * y,
    width: (box.right - box.left) * x,
    height: (box.bottom - box.top) * y,
  };
}
