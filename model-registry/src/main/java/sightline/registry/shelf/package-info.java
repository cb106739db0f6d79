/** What the registry knows, as plain values, and what it can be asked. */
package sightline.registry.shelf;
