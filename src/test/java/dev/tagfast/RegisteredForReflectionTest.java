package dev.tagfast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.policy.kubernetes.TagPolicy;
import dev.tagfast.policy.kubernetes.TagPolicyStatus;
import dev.tagfast.testing.ReflectionWalk;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.runtime.RawExtension;
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
          // For the plugin: what the function binds as well.
          "dev.tagfast.act.kubernetes.KubernetesObjects",
          "dev.tagfast.ledger.kubernetes.KubernetesImageTags",
          "dev.tagfast.intake.webhook.WebhookDoor", // WebhookAnswer
          "dev.tagfast.intake.notification.Json", // trees alone
          "dev.tagfast.manifest.StrictJson", // trees alone
          "dev.tagfast.ledger.kubernetes.KubernetesTagLedger", // trees and maps alone
          "dev.tagfast.ledger.kubernetes.KubernetesApprovals", // trees and maps alone
          "dev.tagfast.policy.kubernetes.KubernetesPolicySource", // trees alone
          "dev.tagfast.policy.kubernetes.KubernetesPolicyStatus"); // TagPolicyStatus

  /** What the Kubernetes client binds by itself, whatever it is asked for. */
  private static final List<Class<?>> BOUND_BY_THE_CLIENT =
      List.of(
          Config.class, // a kubeconfig
          Status.class, // a failure
          WatchEvent.class,
          ListOptions.class,
          DeleteOptions.class,
          DefaultKubernetesResourceList.class,
          GenericKubernetesResource.class,
          GenericKubernetesResourceList.class,
          RawExtension.class); // an object without a kind

  @Test
  void whateverJacksonReadsOrWritesIsRegistered() throws ClassNotFoundException {
    Set<Class<?>> met = ReflectionWalk.from(roots());
    Set<Class<?>> registered =
        PRODUCT.stream()
            .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
            .map(JavaClass::reflect)
            .flatMap(RegisteredForReflectionTest::registeredBy)
            .collect(toSet());

    assertThat(met)
        .contains(ImageTag.class, TagPolicy.class, ObjectMeta.class, MicroTime.class)
        .hasSizeGreaterThan(60);
    assertThat(registered).containsAll(met);
  }

  private static Stream<Class<?>> roots() throws ClassNotFoundException {
    Stream<Class<?>> ours =
        Stream.of(TagPolicyStatus.class, Class.forName("dev.tagfast.intake.webhook.WebhookAnswer"));
    Stream<Class<?>> resources =
        PRODUCT.stream().filter(assignableTo(HasMetadata.class)).<Class<?>>map(JavaClass::reflect);
    return Stream.of(ours, resources, fabric8ResourcesThatAreNamed(), BOUND_BY_THE_CLIENT.stream())
        .flatMap(each -> each);
  }

  /** Whoever names the class of a kind reads or writes it. */
  private static Stream<Class<?>> fabric8ResourcesThatAreNamed() {
    return PRODUCT.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(Dependency::getTargetClass)
        .filter(type -> type.getPackageName().startsWith("io.fabric8.kubernetes.api.model"))
        .filter(type -> type.isAssignableTo(KubernetesResource.class) && !type.isInterface())
        .distinct()
        .map(JavaClass::reflect);
  }

  private static Stream<Class<?>> registeredBy(Class<?> type) {
    Class<?>[] targets = type.getAnnotation(RegisterForReflection.class).targets();
    return targets.length == 0 ? Stream.of(type) : Stream.of(targets);
  }

  /** A new one has to be looked at: what does it bind, and is that among the roots above? */
  @Test
  void nobodyElseLetsJacksonBindClasses() {
    assertThat(
            PRODUCT.stream()
                // The plugin runs on a JVM, and the executable has nothing of it.
                .filter(type -> !type.getPackageName().startsWith("dev.tagfast.cli"))
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
                // Its resources are in quarkus.native.resources.includes.
                .filter(call -> !call.getOriginOwner().getSimpleName().equals("MessageTemplates"))
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
