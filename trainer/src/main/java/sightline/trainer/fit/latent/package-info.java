/** What nets that give back pictures learn from, how they are judged, what they call normal. */
package sightline.trainer.fit.latent;
