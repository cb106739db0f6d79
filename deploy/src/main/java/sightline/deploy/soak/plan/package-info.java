/** What is done to the platform, when, and to whom: written before the run, the same for a seed. */
package sightline.deploy.soak.plan;
