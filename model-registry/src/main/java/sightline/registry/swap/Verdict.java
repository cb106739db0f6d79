package sightline.registry.swap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sightline.events.slot.SlotRecord.Candidate;

/** What is to be done with a candidate now. */
sealed interface Verdict {

  /** Every live worker is ready. */
  record Switch() implements Verdict {}

  /** It will never be, or not in time. */
  record Refuse(String sentence) implements Verdict {}

  /** Somebody is not ready yet. */
  record Wait() implements Verdict {}

  /**
   * Looks at the live members of {@code crew}.
   *
   * @param announcedAt what workers said before counts for nothing
   */
  static Verdict of(Candidate candidate, List<CrewMember> crew, Instant announcedAt, Instant now) {
    List<Progress> live =
        crew.stream()
            .filter(CrewMember::lives)
            .map(one -> new Progress(one, candidate.state(), announcedAt, now))
            .toList();
    Optional<String> failed = live.stream().flatMap(one -> failure(one).stream()).findFirst();
    if (failed.isPresent()) {
      return new Refuse(failed.get());
    }
    List<Progress> late = live.stream().filter(one -> !passes(one, candidate)).toList();
    if (late.isEmpty() || candidate.state().rules().isEmpty()) {
      return new Switch();
    }
    return now.isBefore(candidate.deadline()) ? new Wait() : new Refuse(lateness(candidate, late));
  }

  private static boolean passes(Progress worker, Candidate candidate) {
    return worker.isReady() || (candidate.gap() && worker.isFetched());
  }

  private static Optional<String> failure(Progress worker) {
    return worker
        .failed()
        .map(
            version ->
                "worker %s cannot serve %s: %s"
                    .formatted(worker.member().worker(), version.model(), version.detail()));
  }

  private static String lateness(Candidate candidate, List<Progress> late) {
    var first = late.get(0).shown();
    String others = late.size() == 1 ? "" : " and %d more".formatted(late.size() - 1);
    String detail = first.detail().isEmpty() ? "" : ", " + first.detail();
    return "worker %s%s did not get ready until %s: %s, %d of %d bytes%s"
        .formatted(
            first.worker(),
            others,
            candidate.deadline(),
            first.step(),
            first.bytesDone(),
            first.ofBytes(),
            detail);
  }
}
