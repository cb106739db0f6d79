/** Latencies, recoveries and memory over the run. */
package sightline.deploy.soak.measure;
