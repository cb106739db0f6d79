package sightline.trainer.score;

import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

/**
 * An object that a model claims to see on a picture.
 *
 * @param sample id of the picture
 * @param classId index into the labels, from 0
 * @param box px, continuous edges
 * @param score higher for what the model is surer of
 * @param mask {@link Mask#NONE} when the model gives none
 */
public record Guess(String sample, int classId, Box box, double score, Mask mask) {}
