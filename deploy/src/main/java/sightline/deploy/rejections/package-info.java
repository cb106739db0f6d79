/**
 * Frames that no model could look at: listed, shown, and given a second look. Commands over the log
 * alone; they need the broker and, for a second look, workers.
 */
package sightline.deploy.rejections;
