package sightline.registry.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Changes.Who;
import sightline.registry.shelf.Refused;

class CatalogTest {

  private static final Who ANNA = new Who("anna", "because");

  private final Scene scene = new Scene();

  @Test
  void shouldGiveTheSameVersionBackWhenTheSameFileComesAgain() throws Exception {
    var first = scene.catalog.add(Scene.version("people", "sha256:a"));
    var second = scene.catalog.add(Scene.version("people", "sha256:b"));

    var again = scene.catalog.add(Scene.version("people", "sha256:a"));

    assertThat(again).isEqualTo(first);
    assertThat(second.id()).isEqualTo("people/2");
    assertThat(scene.log.known().versionsOf("people")).containsExactly(second, first);
  }

  @Test
  void shouldFindAVersionByItsAliasUntilThatIsTakenBack() throws Exception {
    scene.catalog.add(Scene.version("people", "sha256:a"));
    scene.catalog.add(Scene.version("people", "sha256:b"));

    var model = scene.catalog.alias("people", 2, Map.entry("champion", "1"), ANNA);
    assertThat(scene.log.known().version("people", "champion").orElseThrow().version())
        .isEqualTo("1");
    assertThat(scene.log.known().version("people", "latest").orElseThrow().version())
        .isEqualTo("2");
    scene.catalog.alias("people", model.edition(), Map.entry("champion", ""), ANNA);

    assertThat(scene.log.known().version("people", "champion")).isEmpty();
  }

  @Test
  void shouldRefuseAnAliasThatLooksLikeAVersionOrIsStale() throws Exception {
    scene.catalog.add(Scene.version("people", "sha256:a"));

    assertThatThrownBy(() -> scene.catalog.alias("people", 1, Map.entry("7", "1"), ANNA))
        .isInstanceOf(Refused.class)
        .hasMessage("alias is '7', expected no number and not latest");
    assertThatThrownBy(() -> scene.catalog.alias("people", 7, Map.entry("best", "1"), ANNA))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("model people is at edition 1, you saw 7");
  }

  @Test
  void shouldRememberWhoConfirmedAGuess() throws Exception {
    scene.catalog.add(Scene.version("people", "sha256:a"));

    scene.catalog.confirm("people", "latest", ANNA);

    assertThat(scene.log.known().version("people", "1").orElseThrow().confirmed()).isTrue();
    assertThat(scene.log.known().audit().entries())
        .extracting(AuditEntry::action)
        .containsExactly("imported", "confirmed");
  }
}
