package sightline.dashboards.log;

import java.time.Duration;
import java.util.List;
import sightline.events.Topic;

/** Where people ask for training jobs, and where jobs tell how they do. */
final class TrainingTopics {

  /** Wishes, JSON; the number of a job is the offset of its record + 1. */
  static final Topic JOBS =
      new Topic("training-jobs", 1, Duration.ofDays(30), 64L << 20, 1 << 20, false);

  /** By the job's number as text; dispatch on the type. */
  static final Topic PROGRESS =
      new Topic("training-progress", 1, Duration.ofDays(7), 256L << 20, 1 << 20, false);

  static final List<Topic> ALL = List.of(JOBS, PROGRESS);

  private TrainingTopics() {}
}
