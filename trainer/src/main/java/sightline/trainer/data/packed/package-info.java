/** Datasets whose pictures lie together in one file. */
package sightline.trainer.data.packed;
