/** What an evaluation found: on the screen, as JSON and as a page. */
package sightline.deploy.eval.report;
