package sightline.deploy.scene;

import sightline.events.Picture;
import sightline.ingest.source.scene.SceneTruth;

/**
 * One picture of a dataset.
 *
 * @param split it belongs to
 * @param name of its file without an ending
 * @param frame of the scene
 * @param picture as the camera would publish it
 * @param truth of the scene; valid until the next shot
 */
record Shot(String split, String name, long frame, Picture picture, SceneTruth truth) {}
