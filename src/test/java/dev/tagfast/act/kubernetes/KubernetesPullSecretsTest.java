package dev.tagfast.act.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.preflight.PodPlacement;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.registry.PullCheck;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.credential.Credential;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which Secrets of a real API server are asked with, and what their answers mean. */
@RealCluster
class KubernetesPullSecretsTest {
  private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
  private static final Repository PIZZA = new Repository("hub.example", "pizza");

  private RealApi api;

  /** Refuses everybody but the user {@code reader}. */
  private final PullCheck registry =
      (repository, digest, keychain) ->
          keychain
              .find(List.of(repository.host()), repository.path())
              .<PullCheck.Result>map(
                  found ->
                      new PullCheck.Asked(
                          found instanceof Credential.UserAndPassword(String user, String _)
                                  && user.equals("reader")
                              ? new RegistryAnswer.Found<>(new Descriptor(digest, "x"))
                              : new RegistryAnswer.Denied<>("it answered 401")))
              .orElseGet(PullCheck.NoCredential::new);

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  @Test
  void oneThatIsRefusedIsNamed() {
    secret("stranger", "hub.example", "stranger");

    assertThat(refusal("stranger")).contains("Secret stranger: it answered 401");
  }

  @Test
  void oneOfThemThatMayReadIsEnough() {
    secret("stranger", "hub.example", "stranger");
    secret("reader", "hub.example", "reader");

    assertThat(refusal("stranger", "reader")).isEmpty();
  }

  @Test
  void oneForAnotherRegistryOrNoneAtAllSaysNothing() {
    secret("other", "elsewhere.example", "stranger");

    assertThat(refusal("other", "not-there")).isEmpty();
    assertThat(refusal()).isEmpty();
  }

  @Test
  void thoseOfTheServiceAccountCountWhereThePodNamesNone() {
    secret("stranger", "hub.example", "stranger");
    api.client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("cook")
                .withNamespace(api.namespace())
                .endMetadata()
                .addNewImagePullSecret("stranger")
                .build())
        .create();

    assertThat(refusal(Map.of("serviceAccountName", "cook")))
        .contains("Secret stranger: it answered 401");
  }

  @Test
  void whoMayNotReadThemChecksNothing() {
    secret("stranger", "hub.example", "stranger");
    KubernetesPullSecrets without = new KubernetesPullSecrets(api.asTagfast(), registry);

    assertThat(without.refusal(api.namespace(), pods("stranger"), PIZZA, DIGEST)).isEmpty();
  }

  private Optional<String> refusal(String... secrets) {
    return new KubernetesPullSecrets(api.client(), registry)
        .refusal(api.namespace(), pods(secrets), PIZZA, DIGEST);
  }

  private Optional<String> refusal(Map<String, ?> spec) {
    return new KubernetesPullSecrets(api.client(), registry)
        .refusal(api.namespace(), PodPlacement.of(spec), PIZZA, DIGEST);
  }

  private static PodPlacement pods(String... secrets) {
    return PodPlacement.of(
        Map.of(
            "imagePullSecrets",
            List.of(secrets).stream().map(name -> Map.of("name", name)).toList()));
  }

  private void secret(String name, String host, String user) {
    String auth = Base64.getEncoder().encodeToString((user + ":password").getBytes(UTF_8));
    api.client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(api.namespace())
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .addToStringData(
                    ".dockerconfigjson",
                    "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, auth))
                .build())
        .create();
  }
}
