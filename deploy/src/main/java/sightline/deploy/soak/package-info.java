/**
 * The acceptance test of a site: the platform with cameras that obey, faults by plan, and a count
 * that does not trust the ledger.
 */
package sightline.deploy.soak;
