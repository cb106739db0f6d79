package sightline.trainer.image;

/**
 * How one picture, or one of four, is put on the canvas.
 *
 * @param view that it may fill
 */
public record Tile(Placement placement, View view, ColorShift color) {}
