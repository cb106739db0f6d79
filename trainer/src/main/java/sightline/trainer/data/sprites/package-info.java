/** Generated pictures of which every factor of variation is known. */
package sightline.trainer.data.sprites;
