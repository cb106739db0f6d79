/** Recipes: what is to be learned, in one commented file. */
package sightline.trainer.recipe;
