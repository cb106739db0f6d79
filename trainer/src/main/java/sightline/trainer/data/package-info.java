/** Datasets: pictures and what is known to be on them. Plain Java. */
package sightline.trainer.data;
