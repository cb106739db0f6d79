package sightline.ingest.source.scene.truth;

import sightline.events.geometry.Box;

/**
 * What does not belong in one frame of a scene.
 *
 * @param kind {@code load}, {@code tree}, {@code spill}, {@code car} or {@code smoke}
 * @param box tight around it, px of the frame
 */
public record PlantedOddity(String kind, Box box) {}
