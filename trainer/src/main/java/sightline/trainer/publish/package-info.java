/** From a trained file to a published version: the gate, and what becomes of what it says. */
package sightline.trainer.publish;
