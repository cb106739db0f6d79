/** What nets that judge every pixel learn from, and how they are judged. */
package sightline.trainer.fit.pixel;
