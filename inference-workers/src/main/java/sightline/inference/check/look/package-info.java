/**
 * A model under test looks at pictures: noise, generated ones, golden ones; nothing is believed.
 */
package sightline.inference.check.look;
