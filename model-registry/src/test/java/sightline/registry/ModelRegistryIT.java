package sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelRegistryIT {

  @TempDir private Path folder;

  @Test
  void shouldAnswerAndSayWhyItIsNotReadyWhenThereIsNoBrokerYet() throws Exception {
    var settings = JsonNodeFactory.instance.objectNode();
    settings.put("port", 0);
    settings.put("bootstrapServers", "127.0.0.1:1");
    settings.put("storeFolder", folder.toString());
    settings.put("answerWithin", "PT0.5S");

    try (var registry = ModelRegistry.start(RegistryConfig.read(settings))) {
      var ready = get(registry.port(), "/health/ready");

      assertThat(get(registry.port(), "/health/live").statusCode()).isEqualTo(200);
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"ready\":false", "\"detail\":\"");
      assertThat(get(registry.port(), "/models").statusCode()).isEqualTo(503);
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
