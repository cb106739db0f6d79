package sightline;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Apache Kafka as an image: the public one, or the one named by {@code sightline.kafka.image}. */
final class KafkaImage {

  private static final String NAME = "sightline.kafka.image";
  private static final String PUBLIC = "apache/kafka:4.3.1";
  private static final int PULL_SECONDS = 120;

  private KafkaImage() {}

  /** A container that is not started yet; the test is skipped, and says so, without an engine. */
  static KafkaContainer newContainer() throws InterruptedException {
    String image =
        System.getProperty(NAME, System.getenv().getOrDefault("SIGHTLINE_KAFKA_IMAGE", PUBLIC));
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "skipped: there is no container engine");
    Assumptions.assumeTrue(
        isPresent(image) || canPull(image),
        () -> "skipped: the image %s is not here and cannot be pulled".formatted(image));
    return new KafkaContainer(
        DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
  }

  private static boolean isPresent(String image) {
    try {
      return docker().inspectImageCmd(image).exec() != null;
    } catch (DockerException e) {
      return false;
    }
  }

  private static boolean canPull(String image) throws InterruptedException {
    try {
      return docker().pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static DockerClient docker() {
    return DockerClientFactory.lazyClient();
  }
}
