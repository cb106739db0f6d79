package sightline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the README, enforced. Change the picture and this file together. */
class ArchitectureTest {

  private static final JavaClasses PLATFORM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("sightline");

  /** Classes that break the rules on purpose, so that the rules are seen to fail. */
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  @ParameterizedTest
  @ValueSource(
      strings = {"events", "ingest", "inference", "registry", "trainer", "dashboards", "deploy"})
  void shouldSeeEveryModule(String module) {
    assertThat(PLATFORM).anyMatch(type -> type.getPackageName().startsWith("sightline." + module));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "inference", "registry", "trainer", "dashboards"})
  void shouldLetAModuleKnowOnlyItselfAndTheEvents(String module) {
    knowsOnly("sightline", module, "events").check(PLATFORM);
  }

  @Test
  void shouldLetTheEventsKnowNobody() {
    knowsOnly("sightline", "events", "events").check(PLATFORM);
  }

  @Test
  void shouldHaveNoCycleBetweenPackages() {
    slices().matching("sightline.(**)").should().beFreeOfCycles().check(PLATFORM);
  }

  @Test
  void shouldLetNoPackageKnowTheRootOfItsModule() {
    for (String root :
        Set.of("ingest", "inference", "registry", "trainer", "dashboards", "deploy")) {
      leavesIgnoreRoot("sightline." + root).check(PLATFORM);
    }
  }

  /** Of the trainer, which has nothing in its root, the arrow between its two halves counts. */
  @Test
  void shouldLetDatasetsKnowNothingOfScores() {
    noClasses()
        .that()
        .resideInAnyPackage("sightline.trainer.data..", "sightline.trainer.shape..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("sightline.trainer.score..")
        .allowEmptyShould(false)
        .check(PLATFORM);
  }

  @ParameterizedTest
  @CsvSource({
    "org.bytedeco.opencv..,      sightline.ingest.source..|sightline.inference.image..|sightline.trainer.image..",
    "org.bytedeco.pytorch..,     sightline.trainer.tensor..|sightline.trainer.fit..",
    "org.bytedeco.ffmpeg..,      sightline.ingest.source..",
    "org.bytedeco.javacv..,      sightline.ingest.source..",
    "ai.onnxruntime..,           sightline.inference.engine..",
    "org.apache.kafka.streams.., sightline.inference|sightline.inference.stage..",
    "io.vertx.ext.web..,         sightline.registry.http..|sightline.dashboards.http..",
    "io.prometheus..,            sightline.*.metrics..",
    "picocli..,                  sightline.deploy..",
    "kafka..,                    sightline.deploy.broker..",
    "org.apache.logging..,       sightline.deploy..",
    "com.google.protobuf..,      sightline.events.codec..|sightline.events.proto..|sightline.inference.check.onnx..",
    "software.amazon.awssdk..,   sightline.registry.store..",
  })
  void shouldKeepALibraryInItsPackage(String library, String homes) {
    staysIn(library, homes).check(PLATFORM);
  }

  @Test
  void shouldFailOnAnArrowBetweenModules() {
    assertThatThrownBy(() -> knowsOnly("planted", "ingest", "events").check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("planted.inference.Worker");
  }

  @Test
  void shouldFailOnACycle() {
    assertThatThrownBy(
            () -> slices().matching("planted.(**)").should().beFreeOfCycles().check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected");
  }

  @Test
  void shouldFailOnALibraryOutsideItsHome() {
    assertThatThrownBy(() -> staysIn("picocli..", "planted.deploy..").check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("picocli.CommandLine");
  }

  @Test
  void shouldFailOnALeafThatKnowsItsRoot() {
    assertThatThrownBy(() -> leavesIgnoreRoot("planted.inference").check(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("planted.inference.Worker");
  }

  private static ArchRule knowsOnly(String root, String module, String shared) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(
                    not(
                        resideInAnyPackage(
                            root + "." + module + "..", root + "." + shared + ".."))))
        .allowEmptyShould(false);
  }

  private static ArchRule leavesIgnoreRoot(String root) {
    return noClasses()
        .that(
            resideInAPackage(root + "..")
                .and(not(resideInAPackage(root)))
                .as("packages below " + root))
        .should()
        .dependOnClassesThat(resideInAPackage(root))
        .allowEmptyShould(false);
  }

  private static ArchRule staysIn(String library, String homes) {
    String[] allowed = Arrays.stream(homes.split("\\|")).map(String::strip).toArray(String[]::new);
    return classes()
        .that(
            not(resideInAnyPackage(allowed))
                .as("classes outside " + Arrays.stream(allowed).collect(Collectors.joining(", "))))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage(library)).<JavaClass>forSubtype().as("classes not of " + library))
        .allowEmptyShould(false);
  }
}
