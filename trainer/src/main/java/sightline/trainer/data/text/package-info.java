/** Datasets whose annotations are lines of text. */
package sightline.trainer.data.text;
