/** From samples to batches: what is drawn when, truth as targets, threads, memory. */
package sightline.trainer.feed.load;
