/** The studies of nets that give back pictures. */
package sightline.trainer.study.latent;
