/** Orders from the log, and progress to it. */
package sightline.trainer.job.topic;
