/**
 * Masks as COCO writes them: lengths of runs of pixels outside and inside by turns, column by column
 * from the left, beginning outside; each length as a number of five bits a character, low bits first,
 * from the third on as the difference to the one two before.
 */

const LOWEST = 48; // '0'
const MORE = 0x20;
const SIGN = 0x10;
const BITS = 5;
const MOST_DIGITS = 7;

/**
 * Calls `paint` with each run of pixels inside, as column, first row and row after the last. Stops
 * where the text is not what it should be.
 * @param {{width: number, height: number, counts: string}} mask
 * @param {(x: number, top: number, bottom: number) => void} paint
 */
export function eachRun({ width, height, counts }, paint) {
  const size = width * height;
  let [before, last, start, at] = [0, 0, 0, 0];
  for (let run = 0; at < counts.length && start < size; run++) {
    let [value, digits, digit] = [0, 0, MORE];
    while ((digit & MORE) !== 0 && at < counts.length && digits < MOST_DIGITS) {
      digit = counts.charCodeAt(at++) - LOWEST;
      value += (digit & 0x1f) * 2 ** (BITS * digits++);
    }
    if ((digit & SIGN) !== 0) value -= 2 ** (BITS * digits);
    const length = run > 2 ? value + before : value;
    if (!(length >= 0)) return;
    if (run % 2 === 1) paintRun(start, Math.min(size, start + length), height, paint);
    [before, last] = [last, length];
    start += length;
  }
}

/** A run may go on at the top of the next columns. */
function paintRun(start, end, height, paint) {
  while (start < end) {
    const x = Math.floor(start / height);
    const bottom = Math.min(end, (x + 1) * height);
    paint(x, start - x * height, bottom - x * height);
    start = bottom;
  }
}
