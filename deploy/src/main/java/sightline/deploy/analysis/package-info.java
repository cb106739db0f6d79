/**
 * Following every frame of one finite source through the log to a file of results: an account that
 * must balance.
 */
package sightline.deploy.analysis;
