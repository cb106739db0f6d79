/** What is really there in a generated scene. */
package sightline.ingest.source.scene.truth;
