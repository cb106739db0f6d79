package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatePostTest {

  private final List<String> sent = new CopyOnWriteArrayList<>();

  @Test
  void shouldKeepOnlyTheNewestStateOfACameraWhileTheBrokerIsAway() throws Exception {
    var blocked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var post = new StatePost("states");
    post.post("gate", () -> block(blocked, release));
    blocked.await();
    for (int i = 1; i <= 1000; i++) {
      String state = "gate " + i;
      post.post("gate", () -> sent.add(state));
    }
    post.post("yard", () -> sent.add("yard 1"));

    release.countDown();
    post.close();

    assertThat(sent).containsExactly("gate 1000", "yard 1");
  }

  private static void block(CountDownLatch blocked, CountDownLatch release) {
    blocked.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
