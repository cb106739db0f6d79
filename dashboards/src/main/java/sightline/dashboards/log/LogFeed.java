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
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.log.TopicReader.From;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.Topics;

/**
 * The log as a source of events: pictures, results and cameras, each with a reader of its own so
 * that large pictures do not hold up small results.
 *
 * <p>Threading: three reader threads, one that watches the broker, and one for each client that
 * reads every event; {@link #close} from any.
 */
public final class LogFeed implements EventSource {

  private static final Duration FRESH = Duration.ofSeconds(10);

  private final LogSettings settings;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final BrokerWatch watch;
  private final List<TopicReader> readers = new ArrayList<>();
  private final Set<EveryReader> everyReaders = ConcurrentHashMap.newKeySet();

  private LogFeed(LogSettings settings, Clock clock, DashboardsMetrics metrics, BrokerWatch watch) {
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.watch = watch;
  }

  /** Starts to read; returns at once, also while the broker is away. */
  public static LogFeed start(
      LogSettings settings, Clock clock, DashboardsMetrics metrics, WallInput input) {
    var feed = new LogFeed(settings, clock, metrics, new BrokerWatch(settings, input));
    var records = new FrameRecords(input, metrics);
    feed.readers.add(
        new TopicReader(
            "cameras",
            From.BEGINNING,
            List.of(Topics.CAMERAS),
            settings,
            metrics,
            records::accept));
    feed.readers.add(
        new TopicReader(
            "results",
            From.END,
            List.of(Topics.DETECTIONS, Topics.REJECTIONS),
            settings,
            metrics,
            records::accept));
    feed.readers.add(
        new TopicReader(
            "frames", From.END, List.of(Topics.FRAMES), settings, metrics, records::accept));
    feed.watch.start();
    feed.readers.forEach(TopicReader::start);
    return feed;
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
  public void close() {
    everyReaders.forEach(EveryReader::close);
    everyReaders.forEach(EveryReader::await);
    for (int i = readers.size() - 1; i >= 0; i--) {
      readers.get(i).close();
    }
    watch.close();
  }
}
