package dev.tagfast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.policy.kubernetes.TagPolicy;
import dev.tagfast.policy.kubernetes.TagPolicyStatus;
import dev.tagfast.testing.ReflectionWalk;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A native executable can be built and tested where GraalVM is; what it needs to know of our
 * classes can be checked everywhere.
 */
class RegisteredForReflectionTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tagfast");

  /** Whoever lets Jackson bind a class of ours. */
  private static final List<String> BINDERS =
      List.of(
          "dev.tagfast.intake.webhook.WebhookDoor", // WebhookAnswer
          "dev.tagfast.intake.notification.Json", // trees alone
          "dev.tagfast.manifest.StrictJson", // trees alone
          "dev.tagfast.ledger.kubernetes.KubernetesTagLedger", // trees and maps alone
          "dev.tagfast.policy.kubernetes.KubernetesPolicySource", // trees alone
          "dev.tagfast.policy.kubernetes.KubernetesPolicyStatus"); // TagPolicyStatus

  @Test
  void whateverJacksonReadsOrWritesOfOursIsRegistered() throws ClassNotFoundException {
    Stream<Class<?>> roots =
        Stream.concat(
            PRODUCT.stream().filter(assignableTo(HasMetadata.class)).map(JavaClass::reflect),
            Stream.of(
                TagPolicyStatus.class, Class.forName("dev.tagfast.intake.webhook.WebhookAnswer")));

    Set<Class<?>> met = ReflectionWalk.from(roots);

    assertThat(met).contains(ImageTag.class, TagPolicy.class).hasSizeGreaterThan(15);
    assertThat(met)
        .allSatisfy(
            found ->
                assertThat(found.isAnnotationPresent(RegisterForReflection.class))
                    .as("%s has @RegisterForReflection", found.getName())
                    .isTrue());
  }

  /** A new one has to be looked at: what does it bind, and is that among the roots above? */
  @Test
  void nobodyElseLetsJacksonBindClasses() {
    assertThat(
            PRODUCT.stream()
                .filter(
                    type ->
                        type.getMethodCallsFromSelf().stream()
                            .anyMatch(
                                call ->
                                    (call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                                            || call.getTargetOwner()
                                                .isAssignableTo(KubernetesSerialization.class))
                                        && !call.getTarget().getName().equals("readTree")))
                .map(type -> type.getName().replaceAll("\\$.*", ""))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(BINDERS);
  }

  /** Quarkus turns GraalVM's own look for services off, so each would have to be registered. */
  @Test
  void nobodyLooksForServicesOrClassesByName() {
    assertThat(
            PRODUCT.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .map(call -> call.getTarget().getFullName())
                .filter(
                    name ->
                        name.startsWith("java.util.ServiceLoader.")
                            || name.startsWith("java.lang.Class.forName")
                            || name.startsWith("java.lang.Class.getResource")
                            || name.startsWith("java.lang.ClassLoader.")
                            || name.startsWith("java.lang.reflect.Proxy.")))
        .isEmpty();
  }
}
