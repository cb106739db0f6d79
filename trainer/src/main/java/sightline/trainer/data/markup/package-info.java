/** Datasets whose annotations are XML, read as streams without DTDs and external entities. */
package sightline.trainer.data.markup;
