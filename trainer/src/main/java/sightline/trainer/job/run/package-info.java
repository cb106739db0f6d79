/** Jobs that wait and jobs that run, each in a process of its own. */
package sightline.trainer.job.run;
