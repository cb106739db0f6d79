/** What the job service measures, and its small HTTP server. */
package sightline.trainer.metrics;
