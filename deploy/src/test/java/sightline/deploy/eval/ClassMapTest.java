package sightline.deploy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassMapTest {

  private static final List<String> MODEL = List.of("person", "motorcycle", "couch", "kite");
  private static final List<String> DATA = List.of("Motorbike", "zebra", "person");

  @Test
  void shouldMatchByNameInAnyCaseAndUnderSynonyms() {
    ClassMap map = ClassMap.of(MODEL, DATA, false);

    assertThat(map.labels()).containsExactly("Motorbike", "person");
    assertThat(List.of(map.ofModel(0), map.ofModel(1), map.ofModel(2), map.ofModel(3)))
        .containsExactly(1, 0, -1, -1);
    assertThat(List.of(map.ofData(0), map.ofData(1), map.ofData(2))).containsExactly(0, -1, 1);
  }

  @Test
  void shouldNameWhatOnlyOneSideHas() {
    ClassMap map = ClassMap.of(MODEL, DATA, false);

    assertThat(map.onlyModel()).containsExactly("couch", "kite");
    assertThat(map.onlyData()).containsExactly("zebra");
    assertThat(map.isByNumber()).isFalse();
  }

  @Test
  void shouldKeepWhatTheModelDoesNotKnowWhenAsked() {
    ClassMap map = ClassMap.of(MODEL, DATA, true);

    assertThat(map.labels()).containsExactly("Motorbike", "zebra", "person");
    assertThat(map.onlyData()).containsExactly("zebra");
  }

  @Test
  void shouldMatchByNumberWhereNoNameAgreesAndThereAreAsMany() {
    ClassMap map = ClassMap.of(List.of("class-0", "class-1"), List.of("RBC", "WBC"), false);

    assertThat(map.isByNumber()).isTrue();
    assertThat(map.labels()).containsExactly("RBC", "WBC");
    assertThat(map.ofModel(1)).isEqualTo(1);
  }

  @Test
  void shouldHaveNothingInCommonWhereNothingIs() {
    ClassMap map = ClassMap.of(MODEL, List.of("RBC", "WBC"), false);

    assertThat(map.labels()).isEmpty();
    assertThat(map.onlyData()).containsExactly("RBC", "WBC");
  }
}
