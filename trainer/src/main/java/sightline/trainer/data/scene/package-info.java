/** Datasets whose annotations are pictures of what each pixel shows. */
package sightline.trainer.data.scene;
