import { svg } from 'lit';
import { moment, timeOfDay } from './words.js';

const BAR = 4;
const HEIGHT = 14;
const LEAST_PEAK = 6;
const REACH = 5;

/**
 * The last minute of a camera: objects found, second by second, anomalies in red, and a thin line
 * where the model of a slot was switched.
 * @param {{activity: number[], anomalies: number[], switches: {slot: string, at: string, from: string, to: string}[]}} camera
 *     60 counts each, oldest first
 * @param {string} at when that was, RFC 3339
 */
export function strip({ activity, anomalies = [], switches = [] }, at) {
  const peak = Math.max(LEAST_PEAK, ...activity);
  const bars = activity.map((count, i) => {
    const height = count === 0 ? 0 : 2 + (count / peak) * (HEIGHT - 4);
    return `M${i * BAR} ${HEIGHT}v${-height}h3v${height}z`;
  });
  const isRed = i => anomalies[i] > 0;
  const red = anomalies.map((count, i) => (isRed(i) ? `M${i * BAR} 0h${BAR}v${HEIGHT}h${-BAR}z` : '')).join('');
  const abnormal = anomalies.filter(count => count > 0).length;
  const told = [abnormal ? `Abnormal in ${abnormal} of these seconds` : '', ...switches.map(words)].filter(Boolean).join('\n');
  const title = `Objects found each second of the last minute, until ${timeOfDay(at)}: most ${Math.max(0, ...activity)}`;
  return svg`<svg class="strip" viewBox="0 0 ${activity.length * BAR} ${HEIGHT}"
    preserveAspectRatio="none" role="img" aria-label=${told ? `${title}\n${told}` : title}><title>${told ? `${title}\n${told}` : title}</title>
    <path d=${bars.filter((_, i) => !isRed(i)).join('')}></path>
    ${red ? svg`<g class="abnormal"><path class="tint" d=${red}></path><path d=${bars.filter((_, i) => isRed(i)).join('')}></path></g>` : null}${switches.map(change => line(change, activity.length, at))}</svg>`;
}

/** One px of color, with room around it for a pointer. */
function line(change, seconds, at) {
  const x = (seconds - (Date.parse(at) - Date.parse(change.at)) / 1000) * BAR;
  if (!(x >= 0)) return null;
  return svg`<g class="switch" data-to=${change.to}><title>${words(change)}</title>
    <rect class="reach" x=${x - REACH} width=${2 * REACH} height=${HEIGHT}></rect>
    <line x1=${x} x2=${x} y1="0" y2=${HEIGHT} vector-effect="non-scaling-stroke"></line></g>`;
}

function words({ slot, at, from, to }) {
  return `${timeOfDay(at)} ${slot} switched from ${from} to ${to}\n${moment(at)}`;
}
