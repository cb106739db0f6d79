/** What detectors are to learn: assignment of objects, losses, answers, scores. */
package sightline.trainer.fit.detect;
