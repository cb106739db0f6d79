/** Every result of a frame, that of the first slot first; none while they are pending. */
export function resultsOf(header) {
  return !header || header.outcome === 'pending' ? [] : [header, ...(header.others ?? [])];
}

/** What all slots found, each with the slot and the version that found it, best first. */
export function detectionsOf(header) {
  return resultsOf(header).filter(({ outcome }) => outcome === 'inferred')
    .flatMap(({ detections, slot, model }) => detections.map(each => ({ ...each, slot, version: versionOf(model) })))
    .sort((a, b) => b.score - a.score);
}

/** What models say of the frame as a whole, each with its slot and its version. */
export function anomaliesOf(header) {
  return resultsOf(header).filter(({ anomaly }) => anomaly).map(({ anomaly, slot, model }) => ({ ...anomaly, slot, version: versionOf(model) }));
}

/** The slots that look for objects, by name; the boxes of all but the first are drawn dashed. */
export function slotsOf(header) {
  return resultsOf(header).filter(({ anomaly }) => !anomaly).map(({ slot }) => slot).filter(Boolean).sort();
}

/** The versions that made the boxes: people/2, vehicles/1. */
export function versionsOf(header) {
  return [...new Set(resultsOf(header).map(({ model }) => versionOf(model)).filter(Boolean))];
}

function versionOf(model) {
  return model?.name ? `${model.name}/${model.version}` : '';
}
