/** Nets that give back pictures through a narrow place, and judge them by what is lost. */
package sightline.trainer.net.latent;
