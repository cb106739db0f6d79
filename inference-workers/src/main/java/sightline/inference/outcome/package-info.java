/** What becomes of a frame, and how it is told. */
package sightline.inference.outcome;
