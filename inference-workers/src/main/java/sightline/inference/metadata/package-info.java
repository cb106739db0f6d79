/** What exporters write into the metadata of model files. */
package sightline.inference.metadata;
