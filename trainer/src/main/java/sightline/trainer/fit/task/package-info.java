/** What nets are to learn: losses, answers, judges. */
package sightline.trainer.fit.task;
