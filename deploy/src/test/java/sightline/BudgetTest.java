package sightline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sizes that keep the code pleasant and that no other check looks at. */
class BudgetTest {

  private static final int ROOT_POM_LINES = 400;
  private static final long FILES_OF_A_PACKAGE = 20;
  private static final long LINES_OF_EVENTS = 1500;

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void shouldKeepTheRootPomReadable() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("pom.xml"))).hasSizeBetween(1, ROOT_POM_LINES);
  }

  @Test
  void shouldKeepEveryPackageSmall() throws IOException {
    var sizes = sources(ROOT).stream().collect(groupingBy(Path::getParent, counting()));

    assertThat(sizes).hasSizeGreaterThan(10);
    assertThat(sizes)
        .allSatisfy((folder, files) -> assertThat(files).isLessThanOrEqualTo(FILES_OF_A_PACKAGE));
  }

  @Test
  void shouldKeepTheEventsFromBecomingACommonModule() throws IOException {
    long lines = 0;
    for (Path file : sources(ROOT.resolve("events"))) {
      lines += Files.readAllLines(file).size();
    }

    assertThat(lines).isBetween(1L, LINES_OF_EVENTS);
  }

  /** Our own main sources; a package's description is no part of it. */
  private static List<Path> sources(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }
}
