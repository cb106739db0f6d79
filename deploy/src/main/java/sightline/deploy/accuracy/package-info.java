/** How right results are while they come: those of generated scenes, whose truth is known. */
package sightline.deploy.accuracy;
