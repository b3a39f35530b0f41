package dev.tagfast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders are the steps of an event, and a step knows only those before it. */
class ArchitectureTest {
  /** In the order of an event; each may use those before it. */
  private static final List<String> STEPS =
      List.of(
          "dev.tagfast.image..",
          "dev.tagfast.registry..",
          "dev.tagfast.resolve..",
          "dev.tagfast.observe..",
          "dev.tagfast.policy..",
          "dev.tagfast.decide..",
          "dev.tagfast.act..",
          "dev.tagfast.report..",
          "dev.tagfast",
          "dev.tagfast.intake..");

  /** What every folder may use although it stands at the root. */
  private static final DescribedPredicate<JavaClass> SHARED =
      belongToAnyOf(Settings.class, Mode.class, WrongSetting.class);

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tagfast");

  record Rule(String folder, List<String> later) {
    @Override
    public String toString() {
      return folder;
    }
  }

  static Stream<Rule> folders() {
    return IntStream.range(0, STEPS.size() - 1)
        .mapToObj(i -> new Rule(STEPS.get(i), STEPS.subList(i + 1, STEPS.size())));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aStepKnowsOnlyTheStepsBeforeIt(Rule rule) {
    noClasses()
        .that(resideInAPackage(rule.folder()))
        .and(not(SHARED))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(rule.later().toArray(String[]::new)).and(not(SHARED)))
        .check(PRODUCT);
  }

  @Test
  void everyFolderIsAStep() {
    List<String> folders =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.split("\\."))
            .filter(parts -> parts.length > 2)
            .map(parts -> String.join(".", List.of(parts).subList(0, 3)) + "..")
            .distinct()
            .toList();

    assertThat(STEPS).containsAll(folders);
  }

  @Test
  void foldersDoNotUseEachOtherInCircles() {
    slices()
        .matching("dev.tagfast.(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), SHARED)
        .check(PRODUCT);
  }

  @Test
  void decisionsKnowNeitherFrameworkNorClusterNorHttp() {
    noClasses()
        .that(resideInAPackage("dev.tagfast.decide.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.quarkus..", "io.fabric8..", "io.vertx..", "jakarta.ws.rs.."))
        .check(PRODUCT);
  }

  @Test
  void decisionsHaveNoClock() {
    noClasses()
        .that(resideInAPackage("dev.tagfast.decide.."))
        .should()
        .dependOnClassesThat(belongToAnyOf(java.time.Clock.class, java.time.InstantSource.class))
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(PRODUCT);
  }

  @Test
  void onlyTheIntakeKnowsHowEventsComeIn() {
    noClasses()
        .that(not(resideInAPackage("dev.tagfast.intake..")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.quarkus.funqy..", "io.quarkus.vertx..", "io.vertx.ext.web.."))
        .check(PRODUCT);
  }

  @Test
  void thereIsNoJaxRsServer() {
    noClasses()
        .that(DescribedPredicate.not(JavaClass.Predicates.INTERFACES))
        .should()
        .beAnnotatedWith("jakarta.ws.rs.Path")
        .check(PRODUCT);
  }

  @Test
  void onlyClassesNamedForItTalkToKubernetes() {
    DescribedPredicate<JavaClass> cluster =
        resideInAPackage("io.fabric8..").and(not(belongToAnyOf(CustomResource.class)));

    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "dev.tagfast.observe..",
                    "dev.tagfast.policy..",
                    "dev.tagfast.act..",
                    "dev.tagfast.report..")))
        .should()
        .dependOnClassesThat(cluster)
        .check(PRODUCT);
  }
}
