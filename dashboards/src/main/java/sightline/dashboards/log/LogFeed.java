package sightline.dashboards.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.ledger.LedgerInput;
import sightline.dashboards.log.ReadFrom.Beginning;
import sightline.dashboards.log.ReadFrom.End;
import sightline.dashboards.log.ReadFrom.Since;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.training.JobRequests;
import sightline.dashboards.training.TrainingInput;
import sightline.events.Topic;
import sightline.events.Topics;

/**
 * The log as a source of events: pictures, results, cameras and accounts, each with a reader of its
 * own so that large pictures and masks do not hold up small results.
 *
 * <p>Threading: six reader threads, one that watches the broker, and one for each client that reads
 * every event; {@link #close} from any.
 */
public final class LogFeed implements EventSource {

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration STUCK = Duration.ofMinutes(1);

  private final LogSettings settings;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final BrokerWatch watch;
  private final JobLog jobs;
  private final List<TopicReader> readers = new ArrayList<>();
  private final Set<EveryReader> everyReaders = ConcurrentHashMap.newKeySet();

  private LogFeed(LogSettings settings, Clock clock, DashboardsMetrics metrics, BrokerWatch watch) {
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.watch = watch;
    this.jobs = new JobLog(settings);
  }

  /** Where what is read goes. */
  public record Inputs(WallInput wall, LedgerInput accounts, TrainingInput training) {}

  /** Starts to read; returns at once, also while the broker is away. */
  public static LogFeed start(
      LogSettings settings, Clock clock, DashboardsMetrics metrics, Inputs inputs) {
    var watch = new BrokerWatch(settings, clock, inputs.wall());
    var feed = new LogFeed(settings, clock, metrics, watch);
    var frames = new FrameRecords(inputs.wall(), metrics);
    var committed = new AccountRecords(inputs.accounts(), metrics);
    var training = new TrainingRecords(inputs.training(), metrics);
    var back = new Since(clock, settings.ledgerWindow(), Long.MAX_VALUE);
    var rejectionsBack = new Since(clock, settings.rejectionWindow(), settings.maxRejectionsRead());
    var trainingBack =
        new Since(clock, settings.trainingWindow(), settings.maxTrainingRecordsRead());
    var results = List.of(Topics.DETECTIONS, Topics.REJECTIONS);
    feed.add("cameras", new Beginning(), List.of(Topics.CAMERAS), frames::accept);
    feed.add("ledger", back, List.of(Topics.LEDGER), committed::accept);
    feed.add("rejections", rejectionsBack, List.of(Topics.REJECTIONS), committed::accept);
    feed.add(
        "training",
        trainingBack,
        List.of(Topics.TRAINING_JOBS, Topics.TRAINING_PROGRESS),
        training::accept);
    feed.add("results", new End(), results, frames::accept);
    feed.add("segmentations", new End(), List.of(Topics.SEGMENTATIONS), frames::accept);
    feed.add("anomalies", new End(), List.of(Topics.ANOMALIES), frames::accept);
    feed.add("frames", new End(), List.of(Topics.FRAMES), frames::accept);
    feed.watch.start();
    feed.readers.forEach(TopicReader::start);
    return feed;
  }

  private void add(
      String name,
      ReadFrom from,
      List<Topic> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    readers.add(new TopicReader(name, from, topics, settings, clock, metrics, sink));
  }

  @Override
  public boolean isAlive() {
    Instant oldest = clock.instant().minus(STUCK);
    return readers.stream().allMatch(reader -> reader.lastTurn().isAfter(oldest));
  }

  @Override
  public Map<String, Boolean> checks() {
    var checks = new TreeMap<String, Boolean>();
    checks.put("brokerReachable", watch.reachable());
    Instant oldest = clock.instant().minus(FRESH);
    readers.forEach(
        reader -> checks.put("reads-" + reader.name(), reader.lastPoll().isAfter(oldest)));
    return checks;
  }

  @Override
  public EveryReading readEvery(String topic, Map<Integer, Long> from, EveryListener listener) {
    everyReaders.removeIf(EveryReader::isDone);
    var reader = new EveryReader(topic, from, settings, metrics, listener);
    everyReaders.add(reader);
    return reader.start();
  }

  @Override
  public JobRequests jobRequests() {
    return jobs;
  }

  @Override
  public void close() {
    jobs.close();
    everyReaders.forEach(EveryReader::close);
    everyReaders.forEach(EveryReader::await);
    for (int i = readers.size() - 1; i >= 0; i--) {
      readers.get(i).close();
    }
    watch.close();
  }
}
