package sightline.trainer.score.detection;

/**
 * Precision against recall, for a chart.
 *
 * @param classId index into the labels, from 0
 * @param iou least overlap of a hit, 0 to 1
 * @param recall ascending, 0 to 1
 * @param precision at each recall, the best that is reached there or further on, 0 to 1; 0 where
 *     the recall is not reached
 * @param score of the guess at which each recall is reached; 0 where it is not
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a class has ten of them
public record Curve(int classId, double iou, double[] recall, double[] precision, double[] score) {}
