package sightline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.deploy.models.RegistryPath;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.GoldenBlob;
import sightline.trainer.publish.Candidate;
import sightline.trainer.publish.Outcome;
import sightline.trainer.publish.Publishing;
import sightline.trainer.publish.registry.Publication;
import sightline.trainer.publish.registry.Publisher;
import sightline.trainer.publish.registry.RegistryAway;

/** A trained model goes through the real check, the real evaluation and the real registry. */
@Timeout(600)
class PublishIT {

  private static final Logger LOG = LoggerFactory.getLogger(PublishIT.class);
  private static final String CONDITIONS =
      "{metric: ap50, atLeast: 0.5, margin: 0.01, alias: best}";
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int KILLS = 6;
  private static final long SEED = 6;

  @TempDir private Path folder;
  private PublishSite site;
  private BlobCandidate blob;

  @BeforeEach
  void start() throws Exception {
    site = PublishSite.start(Files.createDirectory(folder.resolve("site")));
    blob = new BlobCandidate(Files.createDirectory(folder.resolve("job")));
  }

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void shouldPublishOnceWhatIsWhatWasTrained() throws Exception {
    Candidate candidate = blob.candidate("blobs", CONDITIONS);

    Outcome first = publish(candidate, LONG);
    Outcome again = publish(candidate, LONG);

    LOG.info("the gate said: {}", first.sentences());
    assertThat(first.state()).as("%s", first).isEqualTo(Outcome.State.PUBLISHED);
    assertThat(again.version()).isEqualTo(first.version());
    JsonNode versions = site.versions("blobs");
    assertThat(versions).hasSize(1);
    JsonNode version = versions.get(0);
    assertThat(version.at("/metrics/ap50").asDouble()).isEqualTo(.9);
    assertThat(version.at("/metrics/eval.AP50").asDouble()).isGreaterThan(.5);
    assertThat(version.at("/lineage/job").asInt()).isEqualTo(7);
    assertThat(version.at("/check/golden/compared")).hasSize(2);
    JsonNode model = site.client().get(RegistryPath.of("models", "blobs")).body();
    assertThat(model.at("/aliases/best").asText()).isEqualTo("1");
    site.requireWhole(version);
  }

  @Test
  void shouldRefuseAFileThatIsNotWhatWasTrainedAndKeepTheFrame() throws Exception {
    byte[] tampered = GoldenBlob.tampered(BlobDetector.bytes(), .55f, .56f);
    Candidate candidate = blob.candidate("spoiled", CONDITIONS, tampered);

    Outcome outcome = publish(candidate, LONG);

    assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
    assertThat(outcome.sentences().get(0))
        .matches(".*golden frame [12]-yard.jpg, output '.*': 0.01.* where 0.000100 is the limit.*");
    JsonNode report = new ObjectMapper().readTree(blob.folder().resolve("report.json").toFile());
    assertThat(blob.folder().resolve(report.at("/refused/0").asText())).isRegularFile();
    assertThat(report.at("/check/golden/worst/value").asDouble()).isGreaterThan(.005);
    assertThat(site.versions("spoiled")).isEmpty();
  }

  @Test
  void shouldEndWithNoVersionOrAWholeOneWhereverTheRegistryDies() throws Exception {
    Duration usual = timed(bundleOf("usual"));
    var random = new SplittableRandom(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      String name = "blobs-" + kill;
      var candidate = bundleOf(name);
      double part = (kill + random.nextDouble()) / KILLS; // each part of the way once
      Duration moment = Duration.ofNanos(Math.round(usual.toNanos() * part));

      String state = publishAndKill(candidate, moment);
      site.registry().start();
      site.awaitWriter();

      JsonNode found = site.versions(name);
      LOG.info("killed {} after the beginning: {}, {} versions", moment, state, found.size());
      assertThat(found.size()).isLessThanOrEqualTo(1);
      for (JsonNode version : found) {
        site.requireWhole(version);
      }
      var version = publisher(LONG).publish(candidate);
      assertThat(site.versions(name)).hasSize(1);
      assertThat(version.number()).isEqualTo("1");
      site.requireWhole(site.versions(name).get(0));
    }
  }

  @Test
  void shouldPublishThroughTheDeathOfTheRegistry() throws Exception {
    var wanted = bundleOf("patient");
    Duration usual = timed(bundleOf("usual"));
    var published =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return publisher(LONG).publish(wanted).number();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    CompletableFuture.runAsync(
            this::kill,
            CompletableFuture.delayedExecutor(usual.toNanos() / 2, TimeUnit.NANOSECONDS))
        .get(LONG.toSeconds(), TimeUnit.SECONDS);

    site.registry().start();

    assertThat(published.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("1");
    site.awaitWriter(); // it may have died a moment after the end of the upload
    assertThat(site.versions("patient")).hasSize(1);
  }

  private Outcome publish(Candidate candidate, Duration patience) throws Exception {
    return new Publishing(site.tools(patience), blob.folder(), LOG::info).run(candidate);
  }

  private Publisher publisher(Duration patience) {
    return new Publisher(site.client().registry(), site.tools(patience).patience(), LOG::info);
  }

  private Publication bundleOf(String name) throws Exception {
    Candidate candidate = blob.candidate(name, CONDITIONS);
    Path own = Files.copy(candidate.bundle(), folder.resolve(name + ".zip"));
    return new Publication(name, own, "trainer", "", candidate.lineage(), candidate.lineage(), "");
  }

  private Duration timed(Publication wanted) throws Exception {
    long begin = System.nanoTime();
    publisher(LONG).publish(wanted);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** What came of it: a version, or the registry's absence. */
  private String publishAndKill(Publication wanted, Duration moment) throws Exception {
    var killed =
        CompletableFuture.runAsync(
            this::kill, CompletableFuture.delayedExecutor(moment.toNanos(), TimeUnit.NANOSECONDS));
    try {
      return publisher(Duration.ZERO).publish(wanted).id();
    } catch (RegistryAway e) {
      return e.getMessage();
    } finally {
      killed.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private void kill() {
    try {
      site.registry().kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
