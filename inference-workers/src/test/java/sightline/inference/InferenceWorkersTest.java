package sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.testmodel.BlobDetector;

class InferenceWorkersTest {

  @TempDir private Path folder;

  private final PlannedClients clients = new PlannedClients();

  @Test
  void shouldBeLiveAndNameEveryReasonForNotBeingReadyWithoutBroker() throws Exception {
    Path blocked = Files.createFile(folder.resolve("file"));
    InferenceConfig config = config(blocked.resolve("state"));

    try (var workers =
        InferenceWorkers.start(config, InferenceWorkers.loadModel(config), clients)) {
      awaitReason(workers, "no broker answers at 127.0.0.1:9 within PT0.1S");
      awaitReason(workers, "Kafka Streams is ");
      awaitReason(workers, "state folder " + config.stateFolder() + " cannot be written to");
      HttpResponse<String> ready = get(workers, "/health/ready");
      HttpResponse<String> live = get(workers, "/health/live");

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("no broker answers", "; ", "cannot be written to");
      assertThat(live.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldSayAtOnceThatItStartsAnewAndStayLive() throws Exception {
    InferenceConfig config = config(folder.resolve("state"));
    clients.polls.add(new ProducerFencedException("planted"));

    try (var workers =
        InferenceWorkers.start(config, InferenceWorkers.loadModel(config), clients)) {
      awaitReason(workers, "the workers start anew in PT1M: ProducerFencedException planted");

      assertThat(workers.isLive()).isTrue();
      assertThat(get(workers, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldNotBeLiveAfterItHasGivenUp() throws Exception {
    InferenceConfig config = config(folder.resolve("state"));
    clients.polls.add(new IllegalStateException("planted"));

    try (var workers =
        InferenceWorkers.start(config, InferenceWorkers.loadModel(config), clients)) {
      awaitReason(workers, "the workers have given up");

      assertThat(workers.isLive()).isFalse();
      assertThat(get(workers, "/health/live").body()).contains("IllegalStateException planted");
    }
  }

  private InferenceConfig config(Path stateFolder) throws Exception {
    Path model = folder.resolve("blob-detector.onnx");
    BlobDetector.main(new String[] {model.toString()});
    var keys = JsonNodeFactory.instance.objectNode();
    keys.put("bootstrapServers", "127.0.0.1:9");
    keys.put("guarantee", "at_least_once");
    keys.put("model", model.toString());
    keys.put("provider", "cpu");
    keys.put("lanes", 1);
    keys.put("port", 0);
    keys.put("stateFolder", stateFolder.toString());
    keys.put("probeEvery", "PT0.01S");
    keys.put("probeTimeout", "PT0.1S");
    keys.put("restartPause", "PT1M");
    keys.put("maxRestartPause", "PT1M");
    keys.put("maxRestarts", 0);
    return InferenceConfig.read(keys);
  }

  private static void awaitReason(InferenceWorkers workers, String reason) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!workers.whyNotReady().contains(reason)) {
      assertThat(System.nanoTime()).as(workers.whyNotReady()).isLessThan(giveUp);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static HttpResponse<String> get(InferenceWorkers workers, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + workers.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
