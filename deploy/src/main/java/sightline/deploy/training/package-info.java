/** The commands {@code train} and {@code jobs}, and how jobs are started. */
package sightline.deploy.training;
