/** Which samples are learned from, and which are measured on. */
package sightline.trainer.data.split;
