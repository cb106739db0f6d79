package sightline.dashboards.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sightline.dashboards.ledger.RejectionView.Count;
import sightline.dashboards.ledger.RejectionView.Example;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.Picture;
import sightline.events.Provenance;

/**
 * Rejections by camera and reason, and the newest examples with their thumbnails. A frame that is
 * rejected once more takes the place of its first rejection, as long as that is remembered.
 *
 * <p>Threading: any thread; one lock.
 */
public final class RejectionBook {

  private static final int MAX_DETAIL_CHARS = 500;

  private final LedgerLimits limits;
  private final DashboardsMetrics metrics;
  private final Map<String, Map<Reason, Long>> counts = new TreeMap<>();
  private final Map<String, FrameRejected> examples = new LinkedHashMap<>(); // oldest first
  private final Map<String, Picture> thumbnails = new LinkedHashMap<>();
  private long thumbnailBytes;

  public RejectionBook(LedgerLimits limits, DashboardsMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  public synchronized void accept(FrameRejected event) {
    String camera = event.provenance().frame().camera();
    if (!counts.containsKey(camera) && counts.size() >= limits.maxCameras()) {
      metrics.eventRefused();
      return;
    }
    String id = idOf(event.provenance());
    FrameRejected before = examples.remove(id);
    if (before != null) {
      count(before, -1);
    }
    count(event, 1);
    examples.put(id, slim(event));
    forgetThumbnail(id);
    if (event.thumbnail().sizeBytes() > 0) {
      thumbnails.put(id, event.thumbnail());
      thumbnailBytes += event.thumbnail().sizeBytes();
    }
    makeRoom();
    metrics.rejectionsRemembered(examples.size(), thumbnailBytes);
  }

  public synchronized RejectionView view(RejectionQuery query) {
    var found = new ArrayList<Count>();
    counts.forEach(
        (camera, reasons) ->
            reasons.forEach(
                (reason, count) -> {
                  if (count > 0 && query.covers(camera, reason)) {
                    found.add(new Count(camera, reason, count));
                  }
                }));
    return new RejectionView(found, newest(query));
  }

  /** The thumbnail of the example {@code id}. */
  public synchronized Optional<Picture> thumbnail(String id) {
    return Optional.ofNullable(thumbnails.get(id));
  }

  private List<Example> newest(RejectionQuery query) {
    Deque<Example> newest = new ArrayDeque<>();
    examples.forEach(
        (id, event) -> {
          if (query.covers(event)) {
            newest.addFirst(new Example(id, event, thumbnails.containsKey(id)));
            if (newest.size() > query.limit()) {
              newest.removeLast();
            }
          }
        });
    return List.copyOf(newest);
  }

  private void count(FrameRejected event, long change) {
    counts
        .computeIfAbsent(
            event.provenance().frame().camera(), ignored -> new EnumMap<>(Reason.class))
        .merge(event.reason(), change, Long::sum);
  }

  private void makeRoom() {
    while (examples.size() > limits.maxExamples()) {
      String oldest = examples.keySet().iterator().next();
      examples.remove(oldest);
      forgetThumbnail(oldest);
    }
    while (thumbnailBytes > limits.maxThumbnailBytes()) {
      forgetThumbnail(thumbnails.keySet().iterator().next());
    }
  }

  private void forgetThumbnail(String id) {
    Picture thumbnail = thumbnails.remove(id);
    thumbnailBytes -= thumbnail == null ? 0 : thumbnail.sizeBytes();
  }

  private static FrameRejected slim(FrameRejected event) {
    String detail = event.detail();
    String shortened =
        detail.length() <= MAX_DETAIL_CHARS ? detail : detail.substring(0, MAX_DETAIL_CHARS) + "…";
    return new FrameRejected(event.provenance(), event.reason(), shortened, Picture.NONE);
  }

  private static String idOf(Provenance provenance) {
    return provenance.frame().toString().replace('/', '~') + "~" + provenance.slot();
  }
}
