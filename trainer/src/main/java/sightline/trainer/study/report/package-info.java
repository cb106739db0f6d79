/** What a study has found, for people and for programs. */
package sightline.trainer.study.report;
