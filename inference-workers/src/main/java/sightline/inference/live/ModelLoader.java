package sightline.inference.live;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.slot.WorkerStatus.Step;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.live.LiveSlots.Need;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;
import sightline.inference.stage.DetectLanes;

/**
 * Brings every version that is needed into service, and out of it when nothing needs it: at most
 * two sessions a slot, what frames wait for before what may come.
 *
 * <p>Threading: {@code model-loader} opens and closes; {@code model-fetch-0} and {@code -1} fetch.
 *
 * <p>Ownership: owns the sessions. Close it after the streams and before the lanes.
 */
final class ModelLoader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ModelLoader.class);
  private static final int FETCHERS = 2;
  private static final int SESSIONS_OF_A_SLOT = 2;
  private static final long END_WITHIN_SECONDS = 30;
  private static final long LONGEST_WAIT_MILLIS = 1000;

  private final LiveSlots live;
  private final ArtifactCache cache;
  private final Sessions sessions;
  private final DetectLanes lanes;
  private final InferenceMetrics metrics;
  private final Map<VersionKey, Path> files = new HashMap<>(); // guarded by live
  private final ExecutorService fetchers;
  private final Thread thread = new Thread(this::work, "model-loader");
  private volatile boolean closing;

  ModelLoader(
      LiveSlots live,
      ArtifactCache cache,
      Sessions sessions,
      DetectLanes lanes,
      InferenceMetrics metrics) {
    this.live = live;
    this.cache = cache;
    this.sessions = sessions;
    this.lanes = lanes;
    this.metrics = metrics;
    var number = new AtomicInteger();
    this.fetchers =
        Executors.newFixedThreadPool(
            FETCHERS, task -> new Thread(task, "model-fetch-" + number.getAndIncrement()));
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      while (!closing) {
        next().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll();
  }

  /** Waits until there is something to do. */
  private Runnable next() throws InterruptedException {
    synchronized (live) {
      Optional<Runnable> step = step();
      while (step.isEmpty() && !closing) {
        live.wait(LONGEST_WAIT_MILLIS);
        step = step();
      }
      return step.orElse(() -> {});
    }
  }

  private Optional<Runnable> step() {
    Map<VersionKey, Need> needs = live.needs();
    for (LiveVersion version : live.versions()) {
      Need need = needs.get(version.key());
      if (need == null && version.slot() == null && !isBusy(version)) {
        files.remove(version.key());
        live.forget(version);
      } else if ((need == null || need == Need.FILE) && canClose(version)) {
        return Optional.of(close(version));
      }
    }
    List<LiveVersion> due =
        live.versions().stream()
            .filter(version -> needs.containsKey(version.key()) && isDue(version))
            .sorted(Comparator.comparing(version -> needs.get(version.key())))
            .toList();
    for (LiveVersion version : due) {
      Optional<Runnable> step = advance(version, needs);
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }

  private static boolean isBusy(LiveVersion version) {
    return version.step() == Step.FETCHING || version.step() == Step.VERIFYING;
  }

  private static boolean canClose(LiveVersion version) {
    return version.slot() != null && version.slot().usage().frames() == 0;
  }

  private static boolean isDue(LiveVersion version) {
    boolean waits = version.step() == Step.WAITING || version.step() == Step.FAILED;
    return waits && System.nanoTime() - version.nextTry() >= 0;
  }

  private Optional<Runnable> advance(LiveVersion version, Map<VersionKey, Need> needs) {
    Need need = needs.get(version.key());
    if (!files.containsKey(version.key())) {
      version.at(Step.FETCHING, "");
      live.changed();
      fetchers.execute(() -> fetch(version));
      return Optional.empty();
    }
    if (need == Need.FILE) {
      return Optional.empty();
    }
    List<LiveVersion> others = othersOpen(version);
    int room =
        need != Need.CANDIDATE && live.replacesWithGap(version.key()) ? 1 : SESSIONS_OF_A_SLOT;
    if (others.stream().map(one -> one.key().session()).distinct().count() < room) {
      version.at(Step.LOADING, "");
      return Optional.of(() -> open(version));
    }
    String inTheWay =
        others.stream().map(one -> one.key().model().id()).collect(Collectors.joining(", "));
    version.at(Step.WAITING, "waits until %s is let go".formatted(inTheWay));
    return need == Need.FRAMES ? makeRoom(others, needs) : Optional.empty();
  }

  private List<LiveVersion> othersOpen(LiveVersion version) {
    return live.versions().stream()
        .filter(one -> one.isOpen() && one.key().slot().equals(version.key().slot()))
        .filter(one -> !one.key().session().equals(version.key().session()))
        .toList();
  }

  /** What may come makes way for what frames wait for. */
  private Optional<Runnable> makeRoom(List<LiveVersion> open, Map<VersionKey, Need> needs) {
    return open.stream()
        .filter(
            one -> needs.get(one.key()) == Need.CANDIDATE || needs.get(one.key()) == Need.CURRENT)
        .filter(ModelLoader::canClose)
        .max(Comparator.comparing(one -> needs.get(one.key())))
        .map(this::close);
  }

  private void fetch(LiveVersion version) {
    VersionKey key = version.key();
    try {
      Path file = cache.fetch(key.model(), bytes -> progress(version, bytes));
      reach(version, Step.VERIFYING);
      cache.verify(key.model(), file);
      synchronized (live) {
        files.put(key, file);
        version.at(Step.WAITING, "");
        live.changed();
        cache.makeRoom(neededDigests());
      }
    } catch (FetchFailed e) {
      missed(version, e.getMessage(), e.isPassing());
    } catch (RuntimeException e) { // an address that is none
      missed(version, "%s cannot be fetched: %s".formatted(key.model().id(), e), false);
    }
  }

  private java.util.Set<String> neededDigests() {
    return live.versions().stream()
        .map(one -> one.key().model().digest())
        .collect(Collectors.toSet());
  }

  private void progress(LiveVersion version, long bytes) {
    synchronized (live) {
      version.fetched(bytes);
    }
  }

  private void reach(LiveVersion version, Step step) {
    synchronized (live) {
      version.at(step, "");
      live.changed();
    }
  }

  private void missed(LiveVersion version, String why, boolean passing) {
    synchronized (live) {
      if (passing) {
        version.delayed(why, System.nanoTime());
      } else {
        version.failed(why, System.nanoTime());
        metrics.modelOpened(false);
      }
      live.changed();
    }
    log.warn("{}: {}", version.key(), why);
  }

  private void open(LiveVersion version) {
    VersionKey key = version.key();
    try {
      Path file;
      synchronized (live) {
        file = files.get(key);
        live.changed();
      }
      LoadedModel model = sessions.take(key, file);
      warm(version, model);
    } catch (EngineRefused e) {
      failed(version, e.getMessage());
    } catch (RuntimeException | Error e) { // native libraries and memory fail with errors
      failed(version, "%s cannot be opened: %s".formatted(key.model().id(), e));
    }
  }

  private void warm(LiveVersion version, LoadedModel model) {
    reach(version, Step.WARMING);
    Slot slot = version.toSlot(model, live::changed);
    try {
      lanes.open(slot);
    } catch (InferenceFailed e) {
      sessions.giveBack(version.key());
      failed(version, "%s does not run: %s".formatted(version.key().model().id(), e.getMessage()));
      return;
    } catch (RuntimeException | Error e) {
      sessions.giveBack(version.key());
      throw e;
    }
    synchronized (live) {
      version.ready(slot);
      live.changed();
    }
    metrics.modelOpened(true);
    log.info("{} is ready", version.key());
  }

  private void failed(LiveVersion version, String why) {
    synchronized (live) {
      version.failed(why, System.nanoTime());
      files.remove(version.key()); // looked at anew next time
      live.changed();
    }
    metrics.modelOpened(false);
    log.warn("{}: {}", version.key(), why);
  }

  private Runnable close(LiveVersion version) {
    Slot slot = version.takeSlot();
    live.changed();
    return () -> {
      lanes.close(slot);
      sessions.giveBack(version.key());
      log.info("{} is closed", version.key());
      reach(version, Step.WAITING);
    };
  }

  private void closeAll() {
    List<Runnable> closings;
    synchronized (live) {
      closings =
          live.versions().stream()
              .filter(version -> version.slot() != null)
              .map(this::close)
              .toList();
    }
    closings.forEach(Runnable::run);
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    fetchers.shutdownNow();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(END_WITHIN_SECONDS));
      if (!fetchers.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS) || thread.isAlive()) {
        log.error("models did not close within {} s", END_WITHIN_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
