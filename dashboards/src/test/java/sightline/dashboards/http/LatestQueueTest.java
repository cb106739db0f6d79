package sightline.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatestQueueTest {

  private final LatestQueue<String> queue = new LatestQueue<>(2);

  @Test
  void shouldKeepOnlyTheLatestOfACameraAndCountTheOthersAsLost() {
    queue.offer("gate", "gate 1");
    queue.offer("gate", "gate 2");

    boolean nothingLost = queue.offer("gate", "gate 3");

    assertThat(nothingLost).isFalse();
    assertThat(queue.poll()).isEqualTo("gate 3");
    assertThat(queue.poll()).isNull();
    assertThat(queue.lost()).containsExactly(Map.entry("gate", 2L));
  }

  @Test
  void shouldSendNoMoreThanTwoUnacknowledgedMessages() {
    List.of("gate", "yard", "roof").forEach(camera -> queue.offer(camera, camera));

    assertThat(queue.poll()).isEqualTo("gate");
    assertThat(queue.poll()).isEqualTo("yard");
    assertThat(queue.poll()).isNull();
    assertThat(queue.acknowledge()).isEqualTo("gate");
    assertThat(queue.poll()).isEqualTo("roof");
  }

  @Test
  void shouldLetABusyCameraWaitItsTurn() {
    queue.offer("busy", "busy 1");
    queue.offer("calm", "calm 1");
    queue.poll();
    queue.offer("busy", "busy 2");
    queue.offer("busy", "busy 3");

    assertThat(queue.poll()).isEqualTo("calm 1");
  }

  @Test
  void shouldGiveNothingForAnAcknowledgementOfNothing() {
    assertThat(queue.acknowledge()).isNull();
    queue.offer("gate", "gate 1");

    assertThat(queue.poll()).isEqualTo("gate 1");
  }

  /** Each step offers to camera 0, 1 or 2 when below 3, else polls or acknowledges. */
  @Property(tries = 300)
  void shouldLoseOrDeliverEachMessageAndStayBounded(
      @ForAll @Size(max = 200) List<@IntRange(max = 4) Integer> steps) {
    var fresh = new LatestQueue<Integer>(2);
    int offered = 0;
    int delivered = 0;
    for (int step : steps) {
      if (step < 3) {
        fresh.offer("camera-" + step, offered++);
      } else if (step == 3) {
        delivered += fresh.poll() == null ? 0 : 1;
      } else {
        fresh.acknowledge();
      }
      assertThat(fresh.waitingCount()).isLessThanOrEqualTo(3);
      assertThat(fresh.unacknowledgedCount()).isLessThanOrEqualTo(2);
    }
    long lost = fresh.lost().values().stream().mapToLong(Long::longValue).sum();

    assertThat(delivered + lost + fresh.waitingCount()).isEqualTo(offered);
  }
}
