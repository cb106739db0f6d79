package sightline.deploy.accuracy;

/**
 * What was thought of a frame as a whole.
 *
 * @param odd whether it is
 * @param abnormal whether the model takes it for that
 * @param score the model's
 */
record Verdict(boolean odd, boolean abnormal, float score) {}
