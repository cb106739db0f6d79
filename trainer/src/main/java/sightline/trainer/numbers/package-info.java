/** Named numbers in files and in bytes; plain Java. */
package sightline.trainer.numbers;
