/** The registry service: its settings, its start, its end. */
package sightline.registry;
