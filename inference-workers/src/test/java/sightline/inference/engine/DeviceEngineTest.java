package sightline.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;

class DeviceEngineTest {

  private final List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private RuntimeException failure;

  @Test
  void shouldRunAllModelsOfAGpuOnOneThread() throws Exception {
    try (var first = DeviceEngine.around(new FakeEngine("cuda"), 7);
        var second = DeviceEngine.around(new FakeEngine("cuda"), 7)) {
      var lanes =
          IntStream.range(0, 8)
              .mapToObj(lane -> (lane % 2 == 0 ? first : second).openLane(1, FEED))
              .map(lane -> CompletableFuture.runAsync(() -> run(lane, 50)))
              .toList();

      lanes.forEach(CompletableFuture::join);

      assertThat(callers).hasSize(400);
      assertThat(callers.stream().distinct())
          .singleElement()
          .extracting(Thread::getName)
          .isEqualTo("engine-cuda-7");
      assertThat(mostAtOnce).hasValue(1);
    }
  }

  @Test
  void shouldGiveEveryGpuAThreadOfItsOwn() throws Exception {
    try (var first = DeviceEngine.around(new FakeEngine("cuda"), 7);
        var second = DeviceEngine.around(new FakeEngine("tensorrt"), 8)) {
      first.openLane(1, FEED).run(1);
      second.openLane(1, FEED).run(1);
    }

    assertThat(callers)
        .extracting(Thread::getName)
        .containsExactly("engine-cuda-7", "engine-cuda-8");
  }

  @Test
  void shouldLetEveryLaneCallTheCpuItself() throws Exception {
    try (var engine = DeviceEngine.around(new FakeEngine("cpu"), 7)) {
      engine.openLane(1, FEED).run(1);
    }

    assertThat(callers).containsExactly(Thread.currentThread());
  }

  @Test
  void shouldEndTheThreadWithTheLastOfItsModels() throws Exception {
    var first = DeviceEngine.around(new FakeEngine("cuda"), 7);
    var second = DeviceEngine.around(new FakeEngine("cuda"), 7);
    first.close();
    second.openLane(1, FEED).run(1);

    second.close();

    callers.get(0).join(10_000);
    assertThat(callers.get(0).isAlive()).isFalse();
  }

  @Test
  void shouldTellTheLaneWhatFailedOnTheDevice() {
    failure = new IllegalStateException("planted");

    try (var engine = DeviceEngine.around(new FakeEngine("cuda"), 7)) {
      assertThatThrownBy(() -> engine.openLane(1, FEED).run(1)).isSameAs(failure);
    }
  }

  @Test
  void shouldEndACallBeforeItsLaneIsInterrupted() throws Exception {
    try (var engine = DeviceEngine.around(new FakeEngine("cuda"), 7)) {
      Thread.currentThread().interrupt();

      engine.openLane(1, FEED).run(1);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(callers).hasSize(1);
    }
  }

  private static void run(Engine.Lane lane, int times) {
    try {
      for (int call = 0; call < times; call++) {
        lane.run(1);
      }
    } catch (InferenceFailed e) {
      throw new IllegalStateException(e);
    }
  }

  /** Notes who calls. */
  private static final Feed FEED = new Feed("x", List.of(1), Map.of());

  private final class FakeEngine implements Engine {

    private final String provider;

    FakeEngine(String provider) {
      this.provider = provider;
    }

    @Override
    public ModelTensors tensors() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String provider() {
      return provider;
    }

    @Override
    public Lane openLane(int maxBatch, Feed feed) {
      return new FakeLane();
    }

    @Override
    public void close() {}
  }

  private final class FakeLane implements Engine.Lane {
    @Override
    public FloatBuffer input() {
      return FloatBuffer.allocate(1);
    }

    @Override
    public void run(int pictures) {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      callers.add(Thread.currentThread());
      atOnce.decrementAndGet();
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public List<Engine.Output> outputs() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
