/** Pictures on their way into a training step: batches, bounded and in a fixed order. */
package sightline.trainer.feed;
