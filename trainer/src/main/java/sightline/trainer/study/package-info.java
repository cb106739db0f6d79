/** Studies: which nets are compared, on what, and what comes of it. */
package sightline.trainer.study;
