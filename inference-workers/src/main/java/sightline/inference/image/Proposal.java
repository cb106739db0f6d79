package sightline.inference.image;

import sightline.events.geometry.Box;

/**
 * A region of a picture that may hold an object of whatever kind.
 *
 * @param box px of the picture
 * @param score 0 to 1, best first in a list; comparable only within one picture and one method
 */
public record Proposal(Box box, float score) {}
