/** The training script, and the service that runs it for others. */
package sightline.trainer;
