/** The log as the registry's only store: one that reads, one that writes, and who that is. */
package sightline.registry.log;
