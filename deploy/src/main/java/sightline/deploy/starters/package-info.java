/** The models that come with Sightline, for a demo that needs nothing. */
package sightline.deploy.starters;
