/** Where the bytes of versions lie, by digest. */
package sightline.registry.store;
