/** What the log says about swaps: versions by offset, gaps, open sessions, memory. */
package sightline.deploy.soak.swap.judge;
