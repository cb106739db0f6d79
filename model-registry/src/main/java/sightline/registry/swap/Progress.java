package sightline.registry.swap;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.events.slot.WorkerStatus.Version;
import sightline.registry.shelf.Heard;
import sightline.registry.shelf.Promotion.WorkerProgress;

/**
 * How far one worker is with a slot's state.
 *
 * @param state that it is to serve
 * @param since what it said before counts for nothing
 */
record Progress(CrewMember member, SlotState state, Instant since, Instant now) {

  private static final String SILENT = "SILENT";

  /** Failed ones first, then the one that has the longest way to go. */
  private static final Comparator<Version> WORST_FIRST =
      Comparator.comparingInt(one -> one.step() == Step.FAILED ? -1 : one.step().ordinal());

  /** Every model of the state, once. */
  static List<ServedModel> modelsOf(SlotState state) {
    return state.rules().stream().map(SlotState.Rule::model).distinct().toList();
  }

  /** Whether it could go on with the first frame after the switch. */
  boolean isReady() {
    return modelsOf(state).stream()
        .allMatch(model -> said(model).filter(one -> one.step() == Step.READY).isPresent());
  }

  /** Whether it has got everything and checked it. */
  boolean isFetched() {
    return modelsOf(state).stream()
        .allMatch(model -> said(model).filter(one -> isFetched(one, model)).isPresent());
  }

  /** What it cannot serve, if there is such a thing. */
  Optional<Version> failed() {
    return all().filter(one -> one.step() == Step.FAILED).findFirst();
  }

  /** Whether frames wait for it and it is not ready, or it says that it cannot. */
  boolean isStuck() {
    boolean holds = status().filter(one -> !one.held().isEmpty()).isPresent();
    return failed().isPresent() || (holds && !isReady());
  }

  /** Whether it has passed every marker and lets nothing wait. */
  boolean isSettled() {
    List<String> digests = modelsOf(state).stream().map(ServedModel::digest).toList();
    return isReady()
        && status()
            .filter(one -> one.held().isEmpty())
            .filter(one -> ofSlot(one).allMatch(version -> isOver(version, digests)))
            .isPresent();
  }

  WorkerProgress shown() {
    if (status().isEmpty()) {
      return new WorkerProgress(member.worker(), SILENT, 0, 0, silence(), List.of(), List.of());
    }
    WorkerStatus status = status().get();
    List<ServedModel> models = modelsOf(state);
    boolean missing = models.stream().anyMatch(model -> said(model).isEmpty());
    Optional<Version> worst = all().min(WORST_FIRST);
    boolean waits = missing && worst.filter(one -> one.step() == Step.FAILED).isEmpty();
    return new WorkerProgress(
        member.worker(),
        waits ? Step.WAITING.name() : worst.map(one -> one.step().name()).orElse(Step.READY.name()),
        all().mapToLong(Version::bytesDone).sum(),
        models.stream().mapToLong(ServedModel::sizeBytes).sum(),
        status.trouble().isEmpty() ? worst.map(Version::detail).orElse("") : status.trouble(),
        all().flatMap(one -> one.partitions().stream()).distinct().sorted().toList(),
        status.held());
  }

  private Stream<Version> all() {
    return modelsOf(state).stream().flatMap(model -> said(model).stream());
  }

  private Optional<Version> said(ServedModel model) {
    return status().stream()
        .flatMap(this::ofSlot)
        .filter(one -> one.digest().equals(model.digest()) && one.revision() >= state.revision())
        .max(Comparator.comparingLong(Version::revision));
  }

  private Stream<Version> ofSlot(WorkerStatus status) {
    return status.versions().stream().filter(one -> one.slot().equals(state.slot()));
  }

  private Optional<WorkerStatus> status() {
    return member.said().stream()
        .filter(one -> !member.isSilent(now) && !one.at().isBefore(since))
        .map(Heard::status)
        .findFirst();
  }

  private String silence() {
    if (member.said().isEmpty()) {
      return "it has not said anything yet";
    }
    return member.isSilent(now)
        ? "it said something last at " + member.said().get(0).at()
        : "it has not answered yet";
  }

  private static boolean isFetched(Version version, ServedModel model) {
    return version.step() == Step.READY
        || (version.step() == Step.WAITING && version.bytesDone() >= model.sizeBytes());
  }

  private static boolean isOver(Version version, List<String> digests) {
    return digests.contains(version.digest()) || version.partitions().isEmpty();
  }
}
