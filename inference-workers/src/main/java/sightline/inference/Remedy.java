package sightline.inference;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is to be done about the failure of a stream thread. */
enum Remedy {
  /** It passes by itself: another thread goes on. */
  REPLACE_THREAD,
  /** Kafka or the machine will not have us: start anew, as often as need be. */
  RESTART,
  /** We broke a promise of our own: start anew, but not for ever. */
  RESTART_BUT_COUNT;

  static Remedy of(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
      if (cause instanceof RetriableException
          && !(cause instanceof UnknownTopicOrPartitionException)) {
        return REPLACE_THREAD;
      }
    }
    boolean isForeign = root instanceof KafkaException || !isOurs(root);
    return isForeign ? RESTART : RESTART_BUT_COUNT;
  }

  /** Programs break by unchecked exceptions and errors, surroundings by checked exceptions. */
  private static boolean isOurs(Throwable root) {
    return root instanceof RuntimeException || root instanceof Error;
  }
}
