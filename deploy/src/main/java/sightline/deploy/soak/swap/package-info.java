/**
 * Swaps of models under load: two versions back and forth, some to versions that fail, and a judge
 * that knows from the log alone which version each frame was due.
 */
package sightline.deploy.soak.swap;
