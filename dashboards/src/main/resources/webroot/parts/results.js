/** Every result of a frame, that of the first slot first; none while they are pending. */
export function resultsOf(header) {
  return !header || header.outcome === 'pending' ? [] : [header, ...(header.others ?? [])];
}

/** Fewer labels, each of them once, may as well be objects. */
const LEAST_REGIONS = 3;

/** What all slots found, each with the slot and the version that found it, best first. */
export function detectionsOf(header) {
  return resultsOf(header).filter(({ outcome }) => outcome === 'inferred')
    .flatMap(({ detections, slot, model }) => {
      const isRegion = areRegions(detections);
      return detections.map(each => ({ ...each, slot, version: versionOf(model), isRegion }));
    })
    .sort((a, b) => b.score - a.score);
}

/** Whether they say what pixels show, and not which objects there are: a mask for each label. A box says nothing then. */
function areRegions(detections) {
  return detections.length >= LEAST_REGIONS && detections.every(({ mask }) => mask?.counts)
    && new Set(detections.map(({ label }) => label)).size === detections.length;
}

/** What models say of the frame as a whole, each with its slot and its version. */
export function anomaliesOf(header) {
  return resultsOf(header).filter(({ anomaly }) => anomaly).map(({ anomaly, slot, model }) => ({ ...anomaly, slot, version: versionOf(model) }));
}

/** The slots whose boxes are dashed: all but the first by name of those that look for objects one by one. */
export function dashedSlots(header) {
  const slots = resultsOf(header).filter(({ anomaly, detections }) => !anomaly && !areRegions(detections ?? [])).map(({ slot }) => slot);
  return new Set(slots.sort().slice(1));
}

/** The slots that look for objects, by name. */
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
