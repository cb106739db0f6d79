/** The way from bytes that somebody sends to a version on the shelf: receive, check, store, add. */
package sightline.registry.intake;
