package dev.tagfast;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tagfast.cli.Main;
import dev.tagfast.cli.Rehearsal;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.lifecycle.ClockProducer;
import dev.tagfast.proxy.Proxies;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders are the steps of an event, and a step knows only those before it. */
class ArchitectureTest {
  /** In the order of an event; each may use those before it. */
  private static final List<String> STEPS =
      List.of(
          "dev.tagfast.image..",
          "dev.tagfast.manifest..",
          "dev.tagfast.settings..",
          "dev.tagfast.connection..",
          "dev.tagfast.breaker..",
          "dev.tagfast.proxy..",
          "dev.tagfast.registry.credential..",
          "dev.tagfast.registry.config..",
          "dev.tagfast.registry.http..",
          "dev.tagfast.registry.token..",
          "dev.tagfast.registry.forward..",
          "dev.tagfast.registry",
          "dev.tagfast.resolve..",
          "dev.tagfast.ledger.approval..",
          "dev.tagfast.ledger.rolling..",
          "dev.tagfast.ledger",
          "dev.tagfast.ledger.kubernetes..",
          "dev.tagfast.ledger.store..",
          "dev.tagfast.policy",
          "dev.tagfast.policy.match..",
          "dev.tagfast.policy.rule..",
          "dev.tagfast.policy.kubernetes..",
          "dev.tagfast.policy.source..",
          "dev.tagfast.follow..",
          "dev.tagfast.decide..",
          "dev.tagfast.gate..",
          "dev.tagfast.act.namespace..",
          "dev.tagfast.act.progress..",
          "dev.tagfast.act.patch..",
          "dev.tagfast.act.brake..",
          "dev.tagfast.act.preflight..",
          "dev.tagfast.act.rollout..",
          "dev.tagfast.act.drift..",
          "dev.tagfast.act.kubernetes..",
          "dev.tagfast.act.restore..",
          "dev.tagfast.admission..",
          "dev.tagfast.report",
          "dev.tagfast.report.http..",
          "dev.tagfast.report.metrics..",
          "dev.tagfast.report.cloudevents..",
          "dev.tagfast.report.kubernetes..",
          "dev.tagfast.report.notice..",
          "dev.tagfast.report.message..",
          "dev.tagfast.report.dispatch..",
          "dev.tagfast.pipeline..",
          "dev.tagfast.lifecycle..",
          "dev.tagfast.reconcile..",
          "dev.tagfast.intake.notification..",
          "dev.tagfast.intake.dialect..",
          "dev.tagfast.intake.auth..",
          "dev.tagfast.intake.http..",
          "dev.tagfast.intake.source..",
          "dev.tagfast.intake.delivery..",
          "dev.tagfast.intake.cloudevents..",
          "dev.tagfast.intake.webhook..",
          "dev.tagfast.intake.gate..",
          "dev.tagfast.certificate",
          "dev.tagfast.certificate.kubernetes..",
          "dev.tagfast.intake.admission..",
          "dev.tagfast.cli.view..",
          "dev.tagfast.cli.cluster..",
          "dev.tagfast.cli.state..",
          "dev.tagfast.cli");

  private static final DescribedPredicate<JavaClass> IS_NAMED_FOR_KUBERNETES =
      describe(
          "are named Kubernetes…, or are nested in such a class",
          type ->
              type.getName()
                  .substring(type.getPackageName().length() + 1)
                  .startsWith("Kubernetes"));

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
        .should()
        .dependOnClassesThat(resideInAnyPackage(rule.later().toArray(String[]::new)))
        .check(PRODUCT);
  }

  @Test
  void everyFolderIsAStep() {
    List<String> folders =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals("dev.tagfast"))
            .distinct()
            .toList();

    assertThat(STEPS.stream().map(step -> step.replace("..", "")))
        .containsExactlyInAnyOrderElementsOf(folders);
  }

  /** More than that is not found at a glance; dialects are all of one kind. */
  @Test
  void noFolderHoldsMoreThan25Files() throws IOException {
    Map<Path, Long> files = new TreeMap<>();
    for (String root : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .forEach(file -> files.merge(file.getParent(), 1L, Long::sum));
      }
    }

    assertThat(files)
        .allSatisfy((folder, count) -> assertThat(count).as("%s", folder).isLessThanOrEqualTo(25));
  }

  @Test
  void theRootHoldsItsDescriptionAlone() {
    assertThat(PRODUCT.stream().filter(type -> type.getPackageName().equals("dev.tagfast")))
        .extracting(JavaClass::getSimpleName)
        .containsOnly("package-info");
  }

  @Test
  void foldersDoNotUseEachOtherInCircles() {
    slices().matching("dev.tagfast.(*)..").should().beFreeOfCycles().check(PRODUCT);
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

  /** What it costs to load is paid by the first message alone. */
  @Test
  void oneClassKnowsTheTemplateEngine() {
    noClasses()
        .that(not(nameStartingWith("dev.tagfast.report.message.MessageTemplates")))
        .should()
        .dependOnClassesThat(resideInAPackage("io.quarkus.qute.."))
        .check(PRODUCT);
  }

  @Test
  void wordsAndDecisionsNeedNothingButJava() {
    classes()
        .that(resideInAnyPackage("dev.tagfast.image..", "dev.tagfast.decide.."))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.tagfast..", "org.jspecify.."))
        .check(PRODUCT);
  }

  @Test
  void aManifestIsReadWithoutAskingAnybody() {
    classes()
        .that(resideInAPackage("dev.tagfast.manifest.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java.lang..",
                "java.io..",
                "java.nio..",
                "java.security..",
                "java.util..",
                "dev.tagfast.image..",
                "dev.tagfast.manifest..",
                "com.fasterxml.jackson..",
                "org.jspecify.."))
        .check(PRODUCT);
  }

  @Test
  void decisionsHaveNoClock() {
    noClasses()
        .that(resideInAPackage("dev.tagfast.decide.."))
        .should()
        .dependOnClassesThat(belongToAnyOf(java.time.Clock.class, java.time.InstantSource.class))
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(PRODUCT);
  }

  @Test
  void nobodyButClocksKnowsTheTime() {
    noClasses()
        .that(not(belongToAnyOf(ClockProducer.class, Main.class, Rehearsal.class)))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(PRODUCT);
  }

  @Test
  void settingsAreReadInOnePlace() {
    // One looks at the names of the environment, to find the misspelt ones, and at no value; the
    // other reads variables of the platform, which have no prefix and come in two cases.
    noClasses()
        .that(not(simpleNameStartingWith("UnknownSettingsCheck")))
        // The plugin has no settings; a terminal's variables are no prefix of ours either.
        .and(not(belongToAnyOf(Proxies.class, Main.class)))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.config.."))
        .check(PRODUCT);
  }

  @Test
  void onlyTheRegistryClientTheReportsAndTheKeysOfIssuersAskByHttp() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "dev.tagfast.registry..", "dev.tagfast.report..", "dev.tagfast.cli.cluster..")))
        .and(not(simpleNameStartingWith("HttpKeyFetch")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net.http..", "jakarta.ws.rs..", "io.quarkus.rest.client..")
                .or(belongToAnyOf(io.vertx.core.http.HttpClient.class)))
        .check(PRODUCT);
  }

  @Test
  void everyFolderSaysWhatItIsAndHasNoNulls() {
    assertThat(PRODUCT.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(
            folder ->
                assertThat(folder.isAnnotatedWith(NullMarked.class)).as(folder.getName()).isTrue());
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

  /** The function starts without the plugin, and without the library that reads commands. */
  @Test
  void onlyThePluginReadsCommands() {
    noClasses()
        .that(not(resideInAPackage("dev.tagfast.cli..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("picocli..", "dev.tagfast.cli.."))
        .check(PRODUCT);
  }

  @Test
  void onlyClassesNamedForItTalkToKubernetes() {
    // LedgerProducer chooses the store, and makes the client only for the one that needs it.
    noClasses()
        .that(not(IS_NAMED_FOR_KUBERNETES).and(not(belongToAnyOf(LedgerProducer.class))))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.fabric8.kubernetes.client..")
                .and(not(belongToAnyOf(CustomResource.class))))
        .check(PRODUCT);
  }

  @Test
  void onlyStepsThatTouchTheClusterHaveSuchClasses() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "dev.tagfast.ledger..",
                    "dev.tagfast.policy..",
                    "dev.tagfast.act..",
                    "dev.tagfast.certificate.kubernetes..",
                    "dev.tagfast.report..",
                    "dev.tagfast.cli.cluster..")))
        .should()
        .dependOnClassesThat(resideInAPackage("io.fabric8.."))
        .check(PRODUCT);
  }
}
