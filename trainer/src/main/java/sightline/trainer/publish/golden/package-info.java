/** Pictures that travel with a model, and what it made of them where it was trained. */
package sightline.trainer.publish.golden;
