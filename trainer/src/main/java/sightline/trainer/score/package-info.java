/** How well a model does on a dataset, in the numbers of the references. Plain Java. */
package sightline.trainer.score;
