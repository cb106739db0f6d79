/**
 * Where the label chips of boxes go.
 * @typedef {{x: number, y: number, width: number, height: number}} Area in px of the canvas
 */

/**
 * A place for each chip, inside `picture` and clear of every chip before it; a chip that finds none
 * is left out, best scores first.
 * @param {{box: Area, width: number}[]} labels boxes and the widths of their chips, best first
 * @param {number} height of a chip
 * @param {Area} picture
 * @returns {(?Area)[]} in the same order
 */
export function placeLabels(labels, height, picture) {
  const taken = [];
  return labels.map(({ box, width }) => {
    const place = candidates(box, width, height)
      .map(area => ({ ...area, x: clamp(area.x, picture.x, picture.x + picture.width - width) }))
      .find(area => isInside(area, picture) && !taken.some(other => overlap(area, other)));
    if (place) taken.push(place);
    return place ?? null;
  });
}

/** Above, below, inside at the top, beside; in the order of taste. */
function candidates({ x, y, width: boxWidth, height: boxHeight }, width, height) {
  const area = (left, top) => ({ x: left, y: top, width, height });
  return [
    area(x, y - height - 1),
    area(x + boxWidth - width, y - height - 1),
    area(x, y + boxHeight + 1),
    area(x + 1, y + 1),
    area(x + boxWidth + 1, y),
    area(x - width - 1, y),
    area(x + 1, y + boxHeight - height - 1),
  ];
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

function isInside(area, picture) {
  return area.x >= picture.x && area.y >= picture.y
    && area.x + area.width <= picture.x + picture.width
    && area.y + area.height <= picture.y + picture.height;
}

function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
