/** What all studies share: runs that can be gone on with, and their results. */
package sightline.trainer.study.frame;
