package sightline.trainer.score.track;

import sightline.events.geometry.Box;

/**
 * An object that a tracker claims to see on one frame.
 *
 * @param track number of the object over the frames
 * @param box px, continuous edges
 */
public record TrackGuess(long track, Box box) {}
