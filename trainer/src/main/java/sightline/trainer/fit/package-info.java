/** Training: one step after the other, and what is kept between them. */
package sightline.trainer.fit;
