/** What a run has shown, as JSON, as a page and in a few lines. */
package sightline.deploy.soak.report;
