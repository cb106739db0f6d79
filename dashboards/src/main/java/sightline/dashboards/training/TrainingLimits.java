package sightline.dashboards.training;

/**
 * How much is remembered of training jobs; what meets a limit is counted by its name.
 *
 * @param maxJobs the oldest that ended are forgotten first
 * @param maxCurves losses, metrics and rates of one job
 * @param maxPoints of one curve; a longer one is thinned out evenly
 * @param maxLogLines newest lines of one job
 * @param maxLogLineChars longer lines are cut
 * @param maxSamples pictures of one job
 * @param maxSampleBytes of the pictures of all jobs; those of the oldest job go first
 * @param maxRecipeBytes of one recipe, UTF-8
 */
public record TrainingLimits(
    int maxJobs,
    int maxCurves,
    int maxPoints,
    int maxLogLines,
    int maxLogLineChars,
    int maxSamples,
    long maxSampleBytes,
    int maxRecipeBytes) {

  public TrainingLimits {
    require("maxTrainingJobs", maxJobs, 1, 1_000);
    require("maxTrainingCurves", maxCurves, 1, 64);
    require("maxTrainingCurvePoints", maxPoints, 16, 10_000);
    require("maxTrainingLogLines", maxLogLines, 1, 10_000);
    require("maxTrainingLogLineChars", maxLogLineChars, 80, 10_000);
    require("maxTrainingSamples", maxSamples, 0, 64);
    require("maxTrainingSampleBytes", maxSampleBytes, 0, 1L << 30);
    require("maxTrainingRecipeBytes", maxRecipeBytes, 1 << 10, 1 << 20);
  }

  private static void require(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "dashboards.%s is %d, expected %d to %d".formatted(key, value, least, most));
    }
  }
}
