package sightline.dashboards;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.ledger.LedgerInput;
import sightline.dashboards.log.LogFeed.Inputs;
import sightline.dashboards.training.JobRequests;
import sightline.events.AnomalyFound;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * Made-up cameras that move, with results a little later than their pictures: for looking at the
 * pages without a broker.
 *
 * <p>Threading: one thread of its own.
 */
final class DemoFeed implements EventSource {

  private static final FrameSize SIZE = new FrameSize(640, 360);
  private static final int SWITCH_EVERY = 250;

  private record Shape(String label, int classId, double speed, double lane, Box size) {}

  private final WallInput input;
  private final LedgerInput accounts;
  private final DemoLedger ledger;
  private final List<String> cameras;
  private final long epoch = System.currentTimeMillis();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final DemoTraining training;
  private long sequence;

  DemoFeed(Inputs inputs, List<String> cameras, boolean isBroken) {
    this.input = inputs.wall();
    this.accounts = inputs.accounts();
    this.training = new DemoTraining(inputs.training());
    this.ledger = new DemoLedger(accounts, cameras, isBroken);
    this.cameras = cameras;
    input.brokerReachable(true);
    for (int i = 0; i < cameras.size(); i++) {
      input.status(status(cameras.get(i), stateOf(i)));
    }
    ledger.tellHour(Instant.now());
    clock.scheduleAtFixedRate(this::tick, 0, 100, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Map<String, Boolean> checks() {
    return Map.of("demo", true);
  }

  @Override
  public EveryReading readEvery(String topic, Map<Integer, Long> from, EveryListener listener) {
    throw new IllegalArgumentException("made-up cameras keep no log");
  }

  @Override
  public JobRequests jobRequests() {
    return training;
  }

  @Override
  public void close() {
    training.close();
    clock.shutdownNow();
  }

  static boolean isLive(int index) {
    return stateOf(index) == State.LIVE;
  }

  private static State stateOf(int index) {
    return switch (index) {
      case 3 -> State.RECONNECTING;
      case 6 -> State.AUTH_FAILED;
      case 7 -> State.OFFLINE;
      case 8 -> State.ENDED;
      default -> State.LIVE;
    };
  }

  private void tick() {
    try {
      for (int i = 0; i < cameras.size(); i++) {
        if (stateOf(i) == State.LIVE || sequence == 0) {
          frame(cameras.get(i), i);
        }
      }
      if (sequence % 20 == 0) {
        ledger.tellNow(Instant.now());
      }
      sequence++;
    } catch (RejectedExecutionException e) {
      clock.shutdown(); // closed meanwhile
    } catch (RuntimeException | IOException e) {
      e.printStackTrace();
    }
  }

  private void frame(String camera, int index) throws IOException {
    var shapes = shapes(index);
    var counts =
        new FrameCounts(sequence * 2 + 1, sequence + 1, Map.of(SkipReason.PACED, sequence));
    var picture =
        new FrameCaptured(
            new FrameId(camera, epoch, sequence),
            Instant.now(),
            SIZE,
            Picture.ofJpeg(draw(shapes, index, sequence)),
            counts,
            QueuePolicy.WAIT);
    input.picture(picture);
    if (index == 4 && sequence % 50 == 7) {
      reject(picture);
    } else if (index != 5) {
      clock.schedule(() -> detect(picture, shapes), 30 + 10L * index, TimeUnit.MILLISECONDS);
    }
  }

  private void reject(FrameCaptured picture) {
    boolean readable = picture.frame().sequence() % 100 == 7;
    var event =
        readable
            ? new FrameRejected(
                provenance(picture, "people"),
                FrameRejected.Reason.FAILED,
                "expected 84 rows of output, found 85: the model is not of the family yolo-v8",
                picture.picture())
            : new FrameRejected(
                provenance(picture, "people"),
                FrameRejected.Reason.UNREADABLE,
                "expected a JPEG, found PNG",
                Picture.NONE);
    input.rejected(event);
    accounts.rejection(event);
  }

  private void detect(FrameCaptured picture, List<Shape> shapes) {
    var found = new ArrayList<Detection>();
    for (Shape shape : shapes) {
      found.add(
          DemoObject.seen(
              new Detection(
                  at(shape, picture.frame().sequence()),
                  shape.classId(),
                  shape.label(),
                  .95f - .03f * found.size()),
              found.size() + 1,
              SIZE));
    }
    input.detected(new ObjectsDetected(provenance(picture, "people"), of(found, "person")));
    if (List.of("junction-north", "yard-gate").contains(picture.frame().camera())) {
      judge(picture);
    }
    if (!picture.frame().camera().equals("lobby")) {
      found.removeIf(each -> each.label().equals("person") || each.box().area() == 0);
      input.detected(new ObjectsDetected(provenance(picture, "vehicles"), found));
    }
  }

  /** Something odd comes and goes. */
  private void judge(FrameCaptured picture) {
    double wave = Math.sin(picture.frame().sequence() / 25d);
    try {
      var heat = DemoHeat.spot(.62 + .1 * wave, .55, Math.max(0, .9 + wave));
      input.judged(
          new AnomalyFound(provenance(picture, "normality"), (float) (.7 + .6 * wave), 1, heat));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Detection> of(List<Detection> found, String label) {
    return found.stream()
        .filter(each -> each.label().equals(label) && each.box().area() > 0)
        .toList();
  }

  private static List<Shape> shapes(int index) {
    var shapes = new ArrayList<Shape>();
    for (int i = 0; i < 2 + index % 4; i++) {
      boolean car = (i + index) % 3 == 0;
      shapes.add(
          new Shape(
              car ? (i % 2 == 0 ? "car" : "truck") : "person",
              car ? 2 : 0,
              (car ? 6 : 1.5) * (i % 2 == 0 ? 1 : -1),
              car ? 230 + 24 * i : 170 + 16 * i,
              car ? new Box(0, 0, 92, 46) : new Box(0, 0, 24, 66)));
    }
    return shapes;
  }

  private static Box at(Shape shape, long sequence) {
    double way = SIZE.width() + 120;
    double x = Math.floorMod((long) (sequence * shape.speed() + shape.lane() * 7), (long) way) - 60;
    return new Box(
            (float) x,
            (float) shape.lane(),
            (float) x + shape.size().width(),
            (float) shape.lane() + shape.size().height())
        .clippedTo(SIZE);
  }

  /** A picture of the made-up camera {@code index}. */
  static Picture drawn(int index) throws IOException {
    return Picture.ofJpeg(draw(shapes(index), index, 0));
  }

  private static byte[] draw(List<Shape> shapes, int index, long sequence) throws IOException {
    var image = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(
        new GradientPaint(0, 0, new Color(58 + 4 * index, 68, 80), 0, 360, new Color(30, 34, 38)));
    g.fillRect(0, 0, SIZE.width(), SIZE.height());
    g.setColor(new Color(44, 46, 48));
    g.fillPolygon(new int[] {0, 640, 640, 0}, new int[] {220, 190 + 6 * index, 360, 360}, 4);
    g.setColor(new Color(255, 255, 255, 40));
    g.setStroke(
        new BasicStroke(
            3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {30, 26}, 0));
    g.drawLine(0, 300, 640, 280);
    for (Shape shape : shapes) {
      Box box = at(shape, sequence);
      g.setColor(shape.classId() == 2 ? new Color(52, 84, 140) : new Color(170, 96, 48));
      g.fillOval((int) box.left(), (int) box.top(), (int) box.width(), (int) box.height());
    }
    g.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  /** People look at every camera, and switch now and then. */
  private static ModelRef model(String slot, long sequence) {
    long version = slot.equals("people") ? 1 + sequence / SWITCH_EVERY % 2 : 1;
    String digest = "sha256:" + String.valueOf(version).repeat(64);
    return new ModelRef(slot, String.valueOf(version), digest, "cpu");
  }

  private Provenance provenance(FrameCaptured picture, String slot) {
    var times = new EnumMap<Stage, Duration>(Stage.class);
    int millis = 0;
    for (Stage stage : Stage.values()) {
      millis += stage == Stage.INFERRED ? 18 + (int) (sequence % 7) : 1;
      times.put(stage, Duration.ofMillis(millis));
    }
    return new Provenance(
        picture.frame(),
        slot,
        picture.capturedAt(),
        SIZE,
        model(slot, picture.frame().sequence()),
        new LogPosition("frames", 0, sequence),
        new StageTimes(times));
  }

  private CameraStatus status(String camera, State state) {
    Instant nextTry =
        switch (state) {
          case RECONNECTING -> Instant.now().plusSeconds(3600);
          case OFFLINE, AUTH_FAILED -> Instant.now().plusSeconds(45);
          default -> Instant.EPOCH;
        };
    String detail =
        switch (state) {
          case RECONNECTING -> "no frame for 12 s";
          case OFFLINE -> "connection refused";
          default -> "";
        };
    return new CameraStatus(
        camera,
        "rtsp://192.0.2.7:554/stream1",
        0,
        state,
        Instant.now().minusSeconds(12),
        detail,
        nextTry,
        epoch,
        FrameCounts.NONE);
  }
}
