package sightline.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.registry.FakeShelf;
import sightline.registry.intake.Checker;
import sightline.registry.intake.CheckerSettings;
import sightline.registry.intake.Intake;
import sightline.registry.intake.IntakeLimits;
import sightline.registry.intake.Integrity;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.store.FileArtifactStore;

class ApiDescriptionTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void shouldDescribeEveryRouteAndNothingElse() throws Exception {
    var metrics = new RegistryMetrics();
    var shelf = new FakeShelf();
    var store = new FileArtifactStore(folder);
    var checker = new Checker(new CheckerSettings(List.of(), Map.of(), LONG, 1, 1, 1), metrics);
    var limits = new IntakeLimits(folder, 1, 1, 1, LONG, 0, 1, LONG);
    var intakeParts =
        new Intake.Parts(shelf, shelf, store, checker, limits, new Integrity.Pace(LONG, 1));
    var vertx = Vertx.vertx();
    try (var intake = Intake.start(intakeParts, Clock.systemUTC(), metrics)) {
      var parts =
          new RegistryParts(
              new ListenAddress("127.0.0.1", 0, List.of(), ""),
              new HttpLimits(1, 1, 1, 1, LONG, LONG),
              shelf,
              shelf,
              intake,
              store,
              metrics);

      assertThat(routes(parts, vertx)).isEqualTo(described());
    } finally {
      vertx.close();
    }
  }

  private static TreeSet<String> routes(RegistryParts parts, Vertx vertx) {
    var routes = new TreeSet<String>();
    for (var route : new RegistryRoutes(parts).router(vertx).getRoutes()) {
      if (route.getPath() != null) {
        route
            .methods()
            .forEach(
                method -> routes.add(method + " " + route.getPath().replaceAll(":(\\w+)", "{$1}")));
      }
    }
    return routes;
  }

  private static TreeSet<String> described() throws IOException {
    JsonNode description =
        new YAMLMapper().readTree(ApiDescriptionTest.class.getResourceAsStream("/openapi.yaml"));
    var described = new TreeSet<String>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return described;
  }
}
