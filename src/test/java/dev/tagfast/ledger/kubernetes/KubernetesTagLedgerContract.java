package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.digest;
import static dev.tagfast.ledger.Entries.full;
import static dev.tagfast.ledger.Entries.key;
import static dev.tagfast.ledger.Entries.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.SampleManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.TagLedgerContract;
import dev.tagfast.ledger.UnreadableEntry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests what the store in Kubernetes must do besides, on the mock and on a real API server. */
abstract class KubernetesTagLedgerContract extends TagLedgerContract {
  /** A client with all rights. */
  protected abstract KubernetesClient client();

  /** The namespace of the ledger under test. */
  protected abstract String namespace();

  @Override
  protected void accept(TagKey key, Acceptance acceptance) {
    patch(
        key,
        """
        {"spec":{"accept":{"digest":"%s"%s}}}
        """
            .formatted(
                acceptance.digest(),
                acceptance.until().map(until -> ",\"until\":\"" + until + "\"").orElse("")));
  }

  protected final Resource<ImageTag> stored(TagKey key) {
    return client()
        .resources(ImageTag.class)
        .inNamespace(namespace())
        .withName(ImageTagName.of(key));
  }

  protected final void patch(TagKey key, String merge) {
    // As JSON, because the patch need not fit the class.
    client()
        .genericKubernetesResources("tagfast.dev/v1alpha1", "ImageTag")
        .inNamespace(namespace())
        .withName(ImageTagName.of(key))
        .patch(PatchContext.of(PatchType.JSON_MERGE), merge);
  }

  protected final Optional<Acceptance> acceptance() {
    return ledger().read(PIZZA).orElseThrow().entry().acceptances().written().stream().findFirst();
  }

  @Test
  void whatPeopleWroteSurvives() {
    ledger().write(small(PIZZA), Optional.empty());
    patch(
        PIZZA,
        """
        {"metadata":{"labels":{"team":"kitchen"},"annotations":{"note":"do not bake"},
         "finalizers":["example.com/keep"]}}
        """);

    String version = ledger().read(PIZZA).orElseThrow().version();
    assertThat(ledger().write(full(PIZZA), Optional.of(version))).isPresent();

    assertThat(stored(PIZZA).get().getMetadata())
        .satisfies(meta -> assertThat(meta.getLabels()).containsEntry("team", "kitchen"))
        .satisfies(meta -> assertThat(meta.getAnnotations()).containsEntry("note", "do not bake"))
        .satisfies(meta -> assertThat(meta.getFinalizers()).containsExactly("example.com/keep"));
    patch(PIZZA, "{\"metadata\":{\"finalizers\":null}}");
  }

  @Test
  void labelsSayWhatIsLookedUp() {
    Optional<String> version = ledger().write(full(PIZZA), Optional.empty());
    assertThat(stored(PIZZA).get().getMetadata().getLabels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                ImageTag.REPOSITORY,
                ImageTagName.hash("registry.example:5000/pizza"),
                ImageTag.DIGEST,
                ImageTagName.hash(digest(1).value()),
                ImageTagName.childLabel(digest(11)),
                "",
                ImageTagName.childLabel(digest(12)),
                "",
                ImageTagName.childLabel(digest(13)),
                "",
                ImageTag.UNFINISHED,
                "true",
                ImageTag.WAITS,
                "true"));

    ledger().write(small(PIZZA), version);

    assertThat(stored(PIZZA).get().getMetadata().getLabels())
        .containsKey(ImageTag.REPOSITORY)
        .doesNotContainKeys(ImageTag.DIGEST, ImageTag.UNFINISHED, ImageTag.WAITS);
  }

  @Test
  void theLabelsOfAnIndexGoWhenAnotherImageIsAccepted() {
    TagEntry before = full(PIZZA);
    Optional<String> version = ledger().write(before, Optional.empty());
    TagEntry after =
        before
            .change()
            .read(SampleManifests.image(digest(5)))
            .accept(new AcceptedDigest(digest(5), Provenance.SEEN_AFTER_EVENT, true, Entries.NOON))
            .build();

    ledger().write(after, version);

    assertThat(stored(PIZZA).get().getMetadata().getLabels().keySet())
        .noneMatch(label -> label.startsWith(ImageTag.CHILD_PREFIX));
  }

  @Test
  void exactValuesAreInside() {
    TagKey key = key("registry.example:5000/team/pizza:Today_2");
    ledger().write(small(key), Optional.empty());

    assertThat(stored(key).get().getSpec())
        .isEqualTo(new ImageTagSpec("registry.example:5000", "team/pizza", "Today_2", null));
  }

  @Test
  void anAnnotationAccepts() {
    ledger().write(small(PIZZA), Optional.empty());
    patch(PIZZA, annotation(digest(5).value()));

    assertThat(acceptance())
        .hasValueSatisfying(
            read ->
                assertThat(read.isSameAs(new Acceptance(digest(5), Optional.empty()))).isTrue());
  }

  @Test
  void aMalformedAnnotationAcceptsNothing() {
    ledger().write(small(PIZZA), Optional.empty());
    patch(PIZZA, annotation("yes please"));
    assertThat(acceptance()).isEmpty();

    Acceptance acceptance = new Acceptance(digest(6), Optional.empty());
    accept(PIZZA, acceptance);
    assertThat(acceptance())
        .hasValueSatisfying(read -> assertThat(read.isSameAs(acceptance)).isTrue());
  }

  @Test
  void theSpecAndTheAnnotationAreReadSideBySide() {
    ledger().write(small(PIZZA), Optional.empty());
    accept(PIZZA, new Acceptance(digest(1), Optional.empty()));

    patch(PIZZA, annotation(digest(2).value()));

    assertThat(ledger().read(PIZZA).orElseThrow().entry().acceptances().written())
        .extracting(Acceptance::digest)
        .containsExactly(digest(1), digest(2));
  }

  @Test
  void aPersonMayAcceptBeforeTheFirstEvent() {
    ImageTag byHand = new ImageTag();
    byHand.getMetadata().setName(ImageTagName.of(PIZZA));
    byHand.getMetadata().setNamespace(namespace());
    byHand.setSpec(
        new ImageTagSpec(
            "registry.example:5000",
            "pizza",
            "2018-05-12",
            new ImageTagSpec.Accept(digest(9).value(), null, null)));
    client().resource(byHand).create();

    TagLedger.Versioned read = ledger().read(PIZZA).orElseThrow();

    assertThat(read.entry().acceptances().written())
        .extracting(Acceptance::digest)
        .containsExactly(digest(9));
    assertThat(read.entry().change().acceptances(Acceptances.NONE).build())
        .isEqualTo(TagEntry.blank(PIZZA, read.entry().firstSeen()));
    assertThat(ledger().write(full(PIZZA), Optional.of(read.version()))).isPresent();
    assertThat(acceptance()).map(Acceptance::digest).contains(digest(9));
  }

  @Test
  void anObjectThatStandsForAnotherTagIsNotTakenForThisOne() {
    TagKey pasta = key("registry.example:5000/pasta:2018-05-12");
    GenericKubernetesResource collision = ImageTagWriter.create(small(pasta), namespace());
    collision.getMetadata().setName(ImageTagName.of(PIZZA));
    client().resource(collision).create();

    assertThatThrownBy(() -> ledger().read(PIZZA))
        .isInstanceOf(UnreadableEntry.class)
        .hasMessageContaining(pasta.toString())
        .hasMessageContaining("kubectl delete imagetag " + ImageTagName.of(PIZZA));
    assertThat(ledger().read(pasta)).isEmpty();
    assertThat(ledger().all()).isEmpty();
  }

  protected static String annotation(String value) {
    return "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(ImageTag.ACCEPT, value);
  }
}
