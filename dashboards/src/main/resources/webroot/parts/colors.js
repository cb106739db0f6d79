/** Told apart on dark pictures and by color-blind eyes (after Okabe and Ito, made lighter). */
const PALETTE = [
  '#ffd166', '#56c4f5', '#ff8f6b', '#5fd6a4', '#e79bd0', '#f4f1de', '#b3a2ff', '#c8e05a',
];

/** Chosen so that what streets show most (person, car, truck, bus, bicycle …) gets colors of its own. */
const SEED = 711;

/** The color of a label: the same on every page, every day. */
export function colorOf(label) {
  let hash = SEED;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 16777619) >>> 0;
  return PALETTE[((hash ^ (hash >>> 15)) >>> 0) % PALETTE.length];
}
