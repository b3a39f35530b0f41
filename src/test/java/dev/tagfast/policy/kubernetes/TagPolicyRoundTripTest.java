package dev.tagfast.policy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicyAnswer.Treat;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.policy.match.TagClass;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy as the class writes it, on fabric8's mock of the API server. */
class TagPolicyRoundTripTest {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server.init();
    client = server.createClient();
    try (InputStream crd =
        Files.newInputStream(Path.of("knative/base/crds/tagpolicies.tagfast.dev.yaml"))) {
      client.apiextensions().v1().customResourceDefinitions().load(crd).create();
    }
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdown();
  }

  @Test
  void aPolicyThatIsCreatedCountsAndItsStatusIsWrittenOnce() {
    TagPolicySpec spec =
        new TagPolicySpec(
            2,
            List.of(
                new TagPolicySpec.TagRule(
                    "dates",
                    List.of("localhost:5000/**"),
                    new TagPolicySpec.TagSelector(null, null, null, TagClass.DATE),
                    TagMode.REJECT,
                    null,
                    true,
                    null,
                    null,
                    null,
                    null)));
    TagPolicy policy = new TagPolicy();
    policy.setMetadata(new ObjectMetaBuilder().withName("pizza").build());
    policy.setSpec(spec);
    client.resource(policy).create();

    PolicyAnswer answer = newSource().lookup(key());
    TagPolicy judged = client.resources(TagPolicy.class).withName("pizza").get();
    newSource().lookup(key());
    TagPolicy later = client.resources(TagPolicy.class).withName("pizza").get();

    assertThat(answer)
        .isEqualTo(new Treat(new Treatment(TagMode.REJECT, false, true, true, "pizza/dates")));
    assertThat(judged.getSpec()).isEqualTo(spec);
    long generation = judged.getMetadata().getGeneration();
    assertThat(judged.getStatus())
        .isEqualTo(
            new TagPolicyStatus(
                true,
                generation,
                List.of(),
                List.of(),
                List.of(
                    new PolicyCondition(
                        "1970-01-01T00:00:00Z", "", generation, "RulesCount", "True", "Ready"))));
    assertThat(later.getMetadata().getResourceVersion())
        .isEqualTo(judged.getMetadata().getResourceVersion());
  }

  private PolicySource newSource() {
    return new KubernetesPolicySource(
        client, () -> Instant.EPOCH, Duration.ofSeconds(30), _ -> TagCase.KEEP, _ -> List.of());
  }

  private static TagKey key() {
    return new TagKey(Repository.parse("localhost:5000/pizza"), new Tag("2018-05-12"));
  }
}
