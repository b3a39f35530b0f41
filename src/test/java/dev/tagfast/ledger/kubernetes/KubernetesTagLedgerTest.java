package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.digest;
import static dev.tagfast.ledger.Entries.full;
import static dev.tagfast.ledger.Entries.key;
import static dev.tagfast.ledger.Entries.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.testing.MockApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTagLedgerTest extends KubernetesTagLedgerContract {
  private static final String ANY = ".*/imagetags.*";

  private final MockApi api = MockApi.start();
  private final TagLedger ledger =
      new KubernetesTagLedger(api.client(), MockApi.NAMESPACE, new ImageTagUids());

  @AfterEach
  void stop() {
    api.close();
  }

  @Override
  protected TagLedger ledger() {
    return ledger;
  }

  @Override
  protected KubernetesClient client() {
    return api.client();
  }

  @Override
  protected String namespace() {
    return MockApi.NAMESPACE;
  }

  @Test
  void eachCallIsOneRequest() {
    ledger.read(PIZZA);
    Optional<String> version = ledger.write(full(PIZZA), Optional.empty());
    version = ledger.write(small(PIZZA), version);
    ledger.unfinished();
    ledger.remove(PIZZA, version.orElseThrow());

    String all = "/apis/tagfast.dev/v1alpha1/namespaces/tagfast/imagetags";
    String one = all + "/" + ImageTagName.of(PIZZA);
    assertThat(api.requests())
        .containsExactly(
            "GET " + one,
            "POST " + all,
            "PATCH " + one,
            "GET " + all + "?labelSelector=tagfast.dev%2Funfinished%3Dtrue",
            "DELETE " + one);
  }

  @Test
  void withoutAnApiServerNothingIsAnsweredAndWithItAllIsThere() {
    Optional<String> version = ledger.write(full(PIZZA), Optional.empty());
    api.down();

    assertThatThrownBy(() -> ledger.read(PIZZA))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("nobody listens");
    assertThatThrownBy(() -> ledger.write(small(PIZZA), version))
        .isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(() -> ledger.remove(PIZZA, version.orElseThrow()))
        .isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(ledger::unfinished).isInstanceOf(LedgerUnavailable.class);

    api.up();
    assertThat(ledger.read(PIZZA).orElseThrow().entry()).isEqualTo(full(PIZZA));
    assertThat(ledger.write(small(PIZZA), version)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'get, list, create, patch and delete'",
    "403, 'get, list, create, patch and delete'",
    "422, knative/base/crds of this version",
    "429, the API server is busy",
    "500, answers 500",
    "503, answers 503"
  })
  void aRefusalSaysWhatToDo(int code, String advice) {
    ledger.write(small(PIZZA), Optional.empty());
    api.forgetRequests();
    api.refuse(ANY, code);

    assertThatThrownBy(() -> ledger.read(PIZZA))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("tagfast/" + ImageTagName.of(PIZZA))
        .hasMessageContaining(advice);
    assertThatThrownBy(() -> ledger.write(full(PIZZA), Optional.of("1")))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining(advice);
    assertThatThrownBy(() -> ledger.remove(PIZZA, "1")).isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(ledger::all).isInstanceOf(LedgerUnavailable.class);
    assertThat(api.requests()).hasSize(4);

    api.heal();
    assertThat(ledger.read(PIZZA).orElseThrow().entry()).isEqualTo(small(PIZZA));
  }

  @Test
  void aMissingResourceIsToldFromAMissingTag() {
    assertThat(ledger.read(PIZZA)).isEmpty();

    api.withoutCrd("imagetags", true);

    List<ThrowingCallable> requests =
        List.of(
            () -> ledger.read(PIZZA),
            () -> ledger.write(small(PIZZA), Optional.empty()),
            () -> ledger.unfinished());
    assertThat(requests)
        .allSatisfy(
            request ->
                assertThatThrownBy(request)
                    .isInstanceOfSatisfying(
                        LedgerUnavailable.class,
                        e -> assertThat(e.getMessage()).endsWith(e.remedy().orElseThrow()))
                    .hasMessageContaining(
                        "the CRD imagetags.tagfast.dev is not installed: kubectl apply"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"spec\":{\"accept\":{\"digest\":\"sha256:short\"}}}",
        "{\"spec\":{\"accept\":{\"until\":\"2027-01-01T00:00:00Z\"}}}",
        "{\"spec\":{\"accept\":{\"digest\":\"%s\",\"until\":\"next week\"}}}"
      })
  void aWordWithASlipOfThePenDoesNotCount(String merge) {
    ledger.write(small(PIZZA), Optional.empty());
    patch(PIZZA, merge.formatted(digest(1)));

    assertThat(acceptance()).isEmpty();
  }

  @Test
  void unknownFieldsOfTheSpecSurvive() {
    ledger.write(small(PIZZA), Optional.empty());
    patch(PIZZA, "{\"spec\":{\"fromALaterVersion\":{\"a\":[1]}}}");

    String version = ledger.read(PIZZA).orElseThrow().version();
    ledger.write(full(PIZZA), Optional.of(version));

    assertThat(
            api.client()
                .genericKubernetesResources("tagfast.dev/v1alpha1", "ImageTag")
                .inNamespace(MockApi.NAMESPACE)
                .withName(ImageTagName.of(PIZZA))
                .get()
                .<Object>get("spec", "fromALaterVersion", "a", 0))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"spec":{"tag":"a b"}}                             | spec.tag cannot be read
          {"status":{"state":"Cooking"}}                     | status.state is "Cooking" and none
          {"status":{"generation":"many"}}                   | status.generation is no number
          {"status":{"touched":"at noon"}}                   | status.touched cannot be read
          {"status":{"accepted":{"digest":7}}}               | status.accepted.digest cannot be
          {"status":{"outbox":[{"kind":"Rollout"}]}}         | status.outbox[0].cause is missing
          {"status":{"outbox":[{"kind":"Sing","cause":{}}]}} | status.outbox[0].cause.source is
          {"status":{"history":[{"at":"x"}]}}                | status.history[0].at cannot be read
          {"status":{"lease":{"until":"soon"}}}              | status.lease.until cannot be read
          """)
  void oneBrokenObjectDoesNotHideTheOthersAndItsFieldIsNamed(String merge, String problem) {
    ledger.write(full(PIZZA), Optional.empty());
    GenericKubernetesResource broken = ImageTagWriter.create(full(PIZZA), MockApi.NAMESPACE);
    broken.getMetadata().setName("made-by-hand");
    api.client().resource(broken).create();
    TagKey pasta = key("registry.example:5000/pasta:2018-05-12");
    ledger.write(full(pasta), Optional.empty());
    patch(pasta, merge);

    assertThatThrownBy(() -> ledger.read(pasta))
        .isInstanceOf(UnreadableEntry.class)
        .hasMessageStartingWith("ImageTag tagfast/" + ImageTagName.of(pasta))
        .hasMessageContaining(problem)
        .hasMessageEndingWith("kubectl delete imagetag " + ImageTagName.of(pasta) + " -n tagfast");
    assertThat(ledger.unfinished()).extracting(found -> found.entry().key()).containsExactly(PIZZA);
  }

  @Test
  void wordsAreSpelledAsKubernetesSpellsThem() {
    ledger.write(full(PIZZA), Optional.empty());

    assertThat(api.client().getKubernetesSerialization().asYaml(stored(PIZZA).get()))
        .contains(
            "state: \"Overwritten\"",
            "provenance: \"PinnedInSubscriber\"",
            "kind: \"Rollout\"",
            "kind: \"Restore\"",
            "kind: \"Tell\"",
            "firstSeen: \"2026-11-23T12:00:00.123456789Z\"");
  }

  @Test
  void whatTheAcceptedImageIsStandsWhereAColumnCanShowIt() {
    TagEntry built =
        full(PIZZA)
            .change()
            .read(new KnownManifest(digest(1), image("3f2a9c1"), Optional.empty()))
            .build();

    Optional<String> version = ledger.write(built, Optional.empty());

    assertThat(status().acceptedKind()).isEqualTo("Image");
    assertThat(status().acceptedRevision()).isEqualTo("3f2a9c1");

    ledger.write(full(PIZZA), version);

    assertThat(status().acceptedKind()).isEqualTo("AttestedIndex");
    assertThat(status().acceptedRevision()).isNull();
  }

  private static ManifestFacts image(String revision) {
    return new ManifestFacts(
        ManifestKind.IMAGE,
        "application/vnd.oci.image.manifest.v1+json",
        500,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        new BuildInfo(Optional.empty(), Optional.of(revision), Optional.empty(), Optional.empty()));
  }

  private ImageTagStatus status() {
    return stored(PIZZA).get().getStatus();
  }

  @Test
  void anEntryStaysSmall() {
    ledger.write(full(PIZZA), Optional.empty());

    String json = api.client().getKubernetesSerialization().asJson(stored(PIZZA).get());

    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16 * 1024);
  }
}
