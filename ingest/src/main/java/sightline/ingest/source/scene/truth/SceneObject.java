package sightline.ingest.source.scene.truth;

import sightline.events.geometry.Box;

/**
 * What is really there, in one frame of a scene.
 *
 * @param label "person" or "car"
 * @param classId 0 for a person, 1 for a car
 * @param box tight around the visible silhouette, px of the frame
 */
public record SceneObject(String label, int classId, Box box) {}
