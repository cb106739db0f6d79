/** How well defects are told from what is normal: whole pictures, pixels, regions. */
package sightline.trainer.score.anomaly;
