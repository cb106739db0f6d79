/** Changes of slots, from the wish to the markers; {@code RegistryCore} is the way in. */
package sightline.registry.swap;
