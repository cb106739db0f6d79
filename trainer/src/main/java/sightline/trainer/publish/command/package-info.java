/** Programs of other modules that judge a file: the check, and the evaluation. */
package sightline.trainer.publish.command;
