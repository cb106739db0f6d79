/** How well objects are followed over the frames of a video. */
package sightline.trainer.score.track;
