/** The parts of the training script: what it tells, how it measures, what it makes of a net. */
package sightline.trainer.script;
