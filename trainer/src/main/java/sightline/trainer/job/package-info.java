/** Training jobs: what is ordered, the folder a job lives in, and how far it is. */
package sightline.trainer.job;
