/**
 * The log: a real Kafka inside this process, or the address of one elsewhere, and the topics on it.
 */
package sightline.deploy.broker;
