/**
 * The independent count: what lies on the topics, frame by frame, and what the ledger says about
 * it, side by side.
 */
package sightline.deploy.soak.count;
