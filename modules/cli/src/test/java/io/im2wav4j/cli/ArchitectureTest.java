package io.im2wav4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The edges that must be missing: what Maven's modules leave open of ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "io.im2wav4j",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {
  /** Helpers of other modules' tests come as jars of their own. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final Path ROOT = Path.of(System.getProperty("root", "../..")).toAbsolutePath();
  private static final String MAIN = Path.of("src", "main", "java").toString();

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching("io.im2wav4j.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.im2wav4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule numbersAndFilesKnowNoTensorEngine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.im2wav4j.core..",
              "io.im2wav4j.worker..",
              "io.im2wav4j.audio..",
              "io.im2wav4j.evaluation.metrics..",
              "io.im2wav4j.report..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule evaluationSeesNeitherModelsNorTraining =
      noClasses()
          .that()
          .resideInAPackage("io.im2wav4j.evaluation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.im2wav4j.models..", "io.im2wav4j.training..", "io.im2wav4j.generation..");

  @ArchTest
  static final ArchRule generationNeverSeesTraining =
      noClasses()
          .that()
          .resideInAPackage("io.im2wav4j.generation..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.im2wav4j.training..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule reportSeesResultsOnly =
      noClasses()
          .that()
          .resideInAPackage("io.im2wav4j.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.im2wav4j.training..",
              "io.im2wav4j.models..",
              "io.im2wav4j.evaluation..",
              "io.im2wav4j.nn..");

  @ArchTest
  static final ArchRule convolutionsAreAskedForInOnePlace =
      noClasses()
          .that()
          .doNotHaveSimpleName("Convolutions")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl.nn.convolutional..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsFlagsAndTheLogger =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.im2wav4j.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "ch.qos.logback..");

  /**
   * An array's buffer is a copy on any device but the processor: what is written to it is lost.
   * Only these take it, and ask for the device; {@code NearestCodes} reads.
   */
  @ArchTest
  static final ArchRule noArrayIsWrittenThroughItsBuffer =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.im2wav4j.engine..", "io.im2wav4j.nn.optim..", "io.im2wav4j.nn.weights..")
          .and()
          .doNotHaveSimpleName("NearestCodes")
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(HasName.Predicates.name("toByteBuffer"))
                  .and(
                      JavaCall.Predicates.target(
                          HasOwner.Predicates.With.owner(
                              JavaClass.Predicates.assignableTo(NDArray.class)))));

  @ArchTest
  static final ArchRule nothingKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.im2wav4j.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.im2wav4j.cli..");

  @ArchTest
  static final ArchRule theCommandLineIsCommandsAndWhatServesThem =
      classes()
          .that()
          .resideInAPackage("io.im2wav4j.cli..")
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should(haveToDoWithFlags());

  @ArchTest
  static final ArchRule commandsTouchNoTensor =
      noClasses()
          .that()
          .resideInAPackage("io.im2wav4j.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "io.im2wav4j.nn..");

  /** A class of picocli's kind: a command, its options, or one that such a class uses. */
  private static ArchCondition<JavaClass> haveToDoWithFlags() {
    return new ArchCondition<>("use picocli, or be used by a class that does") {
      @Override
      public void check(JavaClass found, ConditionEvents events) {
        boolean serves =
            usesPicocli(found)
                || found.getDirectDependenciesToSelf().stream()
                    .map(Dependency::getOriginClass)
                    .anyMatch(ArchitectureTest::usesPicocli);
        events.add(new SimpleConditionEvent(found, serves, found.getName() + " has no flag"));
      }
    };
  }

  private static boolean usesPicocli(JavaClass found) {
    return found.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("picocli"));
  }

  /** Of the sources, as not every module is on the class path here. */
  @Test
  void simpleNamesOfClassesAreUnique() throws IOException {
    Map<String, List<Path>> byName;
    try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
      byName =
          files
              .filter(f -> f.toString().contains(MAIN) && f.toString().endsWith(".java"))
              .filter(f -> !f.endsWith("package-info.java"))
              .collect(Collectors.groupingBy(f -> f.getFileName().toString()));
    }
    assertThat(byName).hasSizeGreaterThan(300);
    assertThat(byName.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }
}
