/** The way through to the model registry: bounded calls, streamed uploads, the writer found. */
package sightline.dashboards.registry;
