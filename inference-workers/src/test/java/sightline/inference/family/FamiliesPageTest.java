package sightline.inference.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sightline.inference.model.Family;

/** FAMILIES.md is the list that people read; it must not fall behind the code. */
class FamiliesPageTest {

  @Test
  void shouldListEveryFamilyWithItsTensorsAndParameters() throws IOException {
    String page = Files.readString(Path.of("FAMILIES.md"));
    String rows =
        Families.known().stream().map(FamiliesPageTest::row).collect(Collectors.joining());

    assertThat(page).as("expected these rows:%n%s", rows).contains(rows);
  }

  private static String row(Family family) {
    String parameters =
        new TreeSet<>(family.parameters())
            .stream().map("`%s`"::formatted).collect(Collectors.joining(" "));
    return "| `%s` | %s | %s |%n"
        .formatted(family.name(), family.tensors().replace("|", "\\|"), parameters);
  }
}
