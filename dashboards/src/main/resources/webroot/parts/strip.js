import { svg } from 'lit';
import { timeOfDay } from './words.js';

const BAR = 4;
const HEIGHT = 14;
const LEAST_PEAK = 6;

/**
 * The last minute of a camera: objects found, second by second.
 * @param {number[]} activity 60 counts, oldest first
 * @param {string} at when that was, RFC 3339
 */
export function strip(activity, at) {
  const peak = Math.max(LEAST_PEAK, ...activity);
  const bars = activity.map((count, i) => {
    const height = count === 0 ? 0 : 2 + (count / peak) * (HEIGHT - 4);
    return `M${i * BAR} ${HEIGHT}v${-height}h3v${height}z`;
  });
  const words = `Objects found each second of the last minute, until ${timeOfDay(at)}: most ${Math.max(0, ...activity)}`;
  return svg`<svg class="strip" viewBox="0 0 ${activity.length * BAR} ${HEIGHT}"
    preserveAspectRatio="none" role="img" aria-label=${words}><title>${words}</title>
    <path d=${bars.join('')}></path></svg>`;
}
