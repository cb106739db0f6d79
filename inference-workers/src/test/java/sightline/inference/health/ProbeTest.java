package sightline.inference.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {

  private final AtomicLong now = new AtomicLong(1);
  private final AtomicReference<String> found = new AtomicReference<>("");
  private final Probe probe =
      new Probe("the broker", Duration.ofSeconds(2), Duration.ofSeconds(4), found::get, now::get);

  @Test
  void shouldNotCallWellWhatWasNeverAsked() {
    assertThat(probe.problem()).isEqualTo("the broker has not been asked yet");
  }

  @Test
  void shouldSayWhatTheLastAnswerWas() {
    found.set("no broker answers");
    probe.ask();
    String ill = probe.problem();

    found.set("");
    probe.ask();

    assertThat(ill).isEqualTo("no broker answers");
    assertThat(probe.problem()).isEmpty();
  }

  @Test
  void shouldNoticeAQuestionThatHangs() {
    probe.ask();

    now.addAndGet(Duration.ofSeconds(7).toNanos());

    assertThat(probe.problem()).isEqualTo("the broker has not answered for 7 s");
  }

  @Test
  void shouldTakeAFailureForAnAnswer() {
    var failing =
        new Probe(
            "the folder",
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            () -> {
              throw new IOException("planted");
            },
            now::get);

    failing.ask();

    assertThat(failing.problem()).isEqualTo("the folder: IOException planted");
  }

  @Test
  void shouldAskByItself() throws Exception {
    var asked = new CountDownLatch(3);

    try (Probe started =
        Probe.start(
            "the folder",
            Duration.ofMillis(1),
            Duration.ofSeconds(4),
            () -> {
              asked.countDown();
              return "";
            })) {
      asked.await();
      assertThat(started.problem()).isEmpty();
    }
  }

  @Test
  void shouldSayThatNoBrokerIsThere() throws Exception {
    Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:9"));

    try (var ping = new BrokerPing(admin, "127.0.0.1:9", Duration.ofMillis(50))) {
      assertThat(ping.problem()).isEqualTo("no broker answers at 127.0.0.1:9 within PT0.05S");
    }
  }

  @Test
  void shouldFindAFolderWellThatCanBeWrittenTo(@TempDir Path folder) throws Exception {
    Path state = folder.resolve("state");

    assertThat(new StateFolder(state, 1).problem()).isEmpty();
    try (var left = Files.list(state)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shouldSayThatTheFolderHasTooLittleRoom(@TempDir Path folder) {
    assertThat(new StateFolder(folder, Long.MAX_VALUE).problem())
        .startsWith("state folder " + folder + " has ")
        .endsWith(" bytes left, expected at least " + Long.MAX_VALUE);
  }

  @Test
  void shouldSayThatTheFolderCannotBeWrittenTo(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(new StateFolder(file.resolve("state"), 1).problem())
        .startsWith("state folder " + file.resolve("state") + " cannot be written to: ");
  }
}
