package io.im2wav4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The edges that must be missing: what Maven's modules leave open of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.im2wav4j", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
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
  static final ArchRule onlyTheCommandLineKnowsFlagsAndTheLogger =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.im2wav4j.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "ch.qos.logback..");
}
