package sightline.inference.decode;

import sightline.events.geometry.Mask;

/**
 * A part of a picture.
 *
 * @param classId index into the labels, from 0
 * @param score how sure the net is, 0 to 1: for a class of a semantic net the mean over its pixels
 * @param mask not empty
 */
public record Segment(int classId, float score, Mask mask) {}
