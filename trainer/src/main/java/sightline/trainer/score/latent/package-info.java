/** Whether each latent number speaks of one factor of variation alone. */
package sightline.trainer.score.latent;
