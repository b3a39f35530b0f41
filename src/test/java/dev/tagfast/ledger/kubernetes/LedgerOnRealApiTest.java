package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.digest;
import static dev.tagfast.ledger.Entries.full;
import static dev.tagfast.ledger.Entries.key;
import static dev.tagfast.ledger.Entries.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AnyEntry;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the ledger on a real API server, with only the rights of {@code knative/base}. */
@RealCluster
class LedgerOnRealApiTest extends KubernetesTagLedgerContract {
  private RealApi api;
  private TagLedger ledger;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
    ledger = new KubernetesTagLedger(api.asTagfast(), RealApi.TAGFAST, new ImageTagUids());
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
    return RealApi.TAGFAST;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverAnEntryCanHoldPassesTheSchemaAndComesBack(long seed) {
    AnyEntry any = new AnyEntry(seed);
    TagEntry first = any.entry(any.key());
    Optional<String> version = ledger.write(first, Optional.empty());
    assertThat(ledger.read(first.key()).orElseThrow().entry()).isEqualTo(first);

    TagEntry second = any.entry(first.key());
    assertThat(ledger.write(second, version)).isPresent();
    assertThat(ledger.read(first.key()).orElseThrow().entry()).isEqualTo(second);
  }

  @Test
  void itIsToldFromOthersByItsNamespace() {
    String uid = api.client().namespaces().withName(RealApi.TAGFAST).get().getMetadata().getUid();

    assertThat(ledger.identity())
        .hasValueSatisfying(name -> assertThat(name).matches("[0-9a-f]{8}"));
    assertThat(ledger.identity()).contains(ImageTagName.hash(uid).substring(0, 8));
    assertThat(new KubernetesTagLedger(api.asTagfast(), "default", new ImageTagUids()).identity())
        .isNotEqualTo(ledger.identity());
  }

  @Test
  void theLargestEntryPassesTheSchema() {
    TagEntry largest = new AnyEntry(0).largest();

    assertThat(ledger.write(largest, Optional.empty())).isPresent();
    assertThat(ledger.read(largest.key()).orElseThrow().entry()).isEqualTo(largest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[fd00::1]:5000/pizza:1",
        "localhost:5000/a__b/c--d/e.f:_",
        "registry.example:65535/0/1:A.b-C_d",
        "a.b/x:latest"
      })
  void everyNameOfATagIsAName(String text) {
    TagKey tag = key(text);

    assertThat(ledger.write(small(tag), Optional.empty())).isPresent();
    assertThat(ledger.read(tag)).isPresent();
  }

  /** The schema rejects what the reader would have to ignore. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"spec\":{\"accept\":{\"digest\":\"sha256:short\"}}}",
        "{\"spec\":{\"accept\":{\"until\":\"2027-01-01T00:00:00Z\"}}}",
        "{\"spec\":{\"accept\":{\"digest\":\"%s\",\"until\":\"next week\"}}}"
      })
  void aWordWithASlipOfThePenIsRefusedToThePersonWhoSaysIt(String merge) {
    ledger.write(small(PIZZA), Optional.empty());

    assertThatThrownBy(() -> patch(PIZZA, merge.formatted(digest(1))))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.accept");
    assertThat(acceptance()).isEmpty();
  }

  @Test
  void whilePeopleEditTheirPartNothingOfEitherIsLost() {
    Optional<String> version = ledger.write(small(PIZZA), Optional.empty());
    for (int i = 0; i < 10; i++) {
      patch(PIZZA, "{\"metadata\":{\"annotations\":{\"note-%d\":\"x\"}}}".formatted(i));
      assertThat(ledger.write(full(PIZZA), version)).as("stale").isEmpty();
      version = Optional.of(ledger.read(PIZZA).orElseThrow().version());
      version = ledger.write(full(PIZZA), version);
      assertThat(version).isPresent();
    }

    assertThat(stored(PIZZA).get().getMetadata().getAnnotations()).hasSize(10);
  }

  @Test
  void withoutAnApiServerNothingIsAnsweredAndWithItAllIsThere() {
    Optional<String> version = ledger.write(full(PIZZA), Optional.empty());
    api.down();
    try {
      assertThatThrownBy(() -> ledger.read(PIZZA))
          .isInstanceOf(LedgerUnavailable.class)
          .hasMessageContaining("nobody listens");
      assertThatThrownBy(() -> ledger.write(small(PIZZA), version))
          .isInstanceOf(LedgerUnavailable.class);
    } finally {
      api.up();
    }

    assertThat(ledger.read(PIZZA).orElseThrow().entry()).isEqualTo(full(PIZZA));
    assertThat(ledger.write(small(PIZZA), version)).isPresent();
  }

  @Test
  void withoutItsCrdTheLedgerIsNotEmptyButUnavailable() {
    assertThat(ledger.read(PIZZA)).isEmpty();
    api.kubectl().run("delete", "crd", "imagetags.tagfast.dev");
    try {
      List<ThrowingCallable> requests =
          List.of(
              () -> ledger.read(PIZZA),
              () -> ledger.write(small(PIZZA), Optional.empty()),
              () -> ledger.unfinished());
      assertThat(requests)
          .allSatisfy(
              request ->
                  assertThatThrownBy(request)
                      .isInstanceOf(LedgerUnavailable.class)
                      .hasMessageContaining("the CRD imagetags.tagfast.dev is not installed"));
    } finally {
      api.reinstall();
    }

    await().ignoreExceptions().until(() -> ledger.read(PIZZA).isEmpty());
  }

  @Test
  void aMissingNamespaceIsToldFromAMissingCrd() {
    TagLedger nowhere = new KubernetesTagLedger(api.client(), "nowhere", new ImageTagUids());

    assertThatThrownBy(() -> nowhere.write(small(PIZZA), Optional.empty()))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("the namespace nowhere is not there");
  }

  @Test
  void whatIsRefusedSaysWhichRightIsMissing() {
    TagLedger elsewhere =
        new KubernetesTagLedger(api.asTagfast(), api.namespace(), new ImageTagUids());

    assertThatThrownBy(() -> elsewhere.read(PIZZA))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("get, list, create, patch and delete")
        .hasMessageContaining(api.namespace());
  }
}
