/** Regions of still pictures that may hold an object. */
package sightline.deploy.propose;
