/** Everything the registry measures. */
package sightline.registry.metrics;
