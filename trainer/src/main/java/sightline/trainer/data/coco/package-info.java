/** The JSON formats of COCO, read as streams. Jackson's home among the readers, with YAML's. */
package sightline.trainer.data.coco;
