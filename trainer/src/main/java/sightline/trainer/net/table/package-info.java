/** The reading of a net that computes nothing: its layers, sizes and parameters. */
package sightline.trainer.net.table;
