package dev.tagfast.intake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.ImageTagName;
import dev.tagfast.policy.kubernetes.TagPolicy;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.RegistryProcess;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate before real registries. */
@QuarkusTest
@WithTestResource(GateWorld.class)
class GateDoorTest {
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  (RegistryProcess.USER + ":" + RegistryProcess.PASSWORD)
                      .getBytes(StandardCharsets.UTF_8));

  GateWorld world;
  @Inject TagLedger ledger;

  private final String repository = "gate-" + UUID.randomUUID().toString().substring(0, 8);
  private ImagePusher registry;
  private GateClient gate;

  @BeforeEach
  void open() {
    registry = ImagePusher.to(world.silent().uri());
    gate = new GateClient("127.0.0.1:" + world.port());
    // Their blobs are there: only manifests go through the gate.
    registry.push(repository, "blobs-of-first", "first");
    registry.push(repository, "blobs-of-second", "second");
  }

  @AfterEach
  void close() {
    registry.close();
    gate.close();
    ((MockApi) world.api()).heal();
    world.api().client().resources(TagPolicy.class).delete();
  }

  @Test
  void theFirstPushOfAProtectedTagPassesAndIsRecordedAsAnEventOfItsOwn() {
    HttpResponse<String> pushed = push("1.0.0", "first");

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(pushed.headers().firstValue("Docker-Content-Digest"))
        .hasValue(GateClient.digest("first").value());
    assertThat(pushed.headers().firstValue("Location")).isPresent();
    TagEntry entry = recorded("1.0.0", "first");
    assertThat(entry.accepted().orElseThrow().provenance()).isEqualTo(Provenance.SEEN_AFTER_EVENT);
    assertThat(entry.history()).extracting(move -> move.cause().source()).containsExactly("gate");
    await()
        .untilAsserted(
            () -> {
              assertThat(entry("1.0.0").orElseThrow().claims()).isEmpty();
              assertThat(entry("1.0.0").orElseThrow().isUnfinished()).isFalse();
            });
  }

  @Test
  void anotherImageUnderItIsRefusedBeforeTheRegistrySeesIt() {
    push("1.0.0", "first");
    recorded("1.0.0", "first");

    HttpResponse<String> refused = push("1.0.0", "second");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(refused.body())
        .contains(
            "\"code\":\"DENIED\"",
            repository + ":1.0.0 is protected (default/full-version)",
            "is held to " + GateClient.digest("first"),
            "kubectl annotate --overwrite imagetag " + repository + "-1-0-0-",
            "tagfast.dev/accept=" + GateClient.digest("second"));
    assertThat(registry.look(repository, "1.0.0")).hasValue(GateClient.digest("first"));
  }

  @Test
  void theSameImageAgainPassesAndChangesNothing() {
    push("1.0.0", "first");
    recorded("1.0.0", "first");

    assertThat(push("1.0.0", "first").statusCode()).isEqualTo(201);
  }

  @Test
  void whatAPersonAcceptsPasses() {
    push("1.0.0", "first");
    recorded("1.0.0", "first");
    accept("1.0.0", "second");

    assertThat(push("1.0.0", "second").statusCode()).isEqualTo(201);
    recorded("1.0.0", "second");
    assertThat(push("1.0.0", "first").statusCode()).as("used once").isEqualTo(403);
  }

  @Test
  void whatAnApprovalNamesPassesOnceAndNothingElseDoes() {
    push("1.0.0", "first");
    recorded("1.0.0", "first");
    approve("1.0.0", "second");

    assertThat(push("1.0.0", "third").statusCode()).as("another digest").isEqualTo(403);
    assertThat(push("1.0.0", "second").statusCode()).isEqualTo(201);
    recorded("1.0.0", "second");
    assertThat(push("1.0.0", "first").statusCode()).as("used once").isEqualTo(403);
  }

  @Test
  void anApprovalLetsThroughWhatTheLedgerDoesNotKnowYet() {
    registry.push(repository, "1.0.0", "first");
    approve("1.0.0", "second");

    assertThat(push("1.0.0", "second").statusCode()).isEqualTo(201);
    recorded("1.0.0", "second");
  }

  @Test
  void aMovingTagPasses() {
    assertThat(push("today", "first").statusCode()).isEqualTo(201);
    assertThat(push("today", "second").statusCode()).isEqualTo(201);
  }

  @Test
  void whatTheRegistryHadBeforeTagfastIsProtectedAndCanBeAcceptedAfterwards() {
    registry.push(repository, "1.0.0", "first");

    assertThat(push("1.0.0", "second").body())
        .contains("DENIED", GateClient.digest("first").value());
    assertThat(recorded("1.0.0", "first").state()).isEqualTo(TagState.UNPROVEN);
  }

  @Test
  void anAlertPassesWithAWarning() {
    policy("Alert");
    push("1.0.0", "first");
    recorded("1.0.0", "first");

    HttpResponse<String> pushed = push("1.0.0", "second");

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(pushed.headers().firstValue("Warning").orElseThrow())
        .startsWith("299 - \"")
        .contains(repository + ":1.0.0 was overwritten", GateClient.digest("first").value());
  }

  @Test
  void aProtectedTagAndItsManifestAreNotDeleted() {
    push("1.0.0", "first");
    recorded("1.0.0", "first");

    assertThat(gate.delete(repository, "1.0.0").body()).contains("DENIED", "is protected");
    assertThat(gate.delete(repository, GateClient.digest("first").value()).statusCode())
        .isEqualTo(403);
    assertThat(registry.look(repository, "1.0.0")).isPresent();
  }

  @Test
  void whatNoProtectedTagShowsIsDeletedAndTheTagsAreRecordedAsGone() {
    policy("Alert");
    push("1.0.0", "first");
    recorded("1.0.0", "first");

    HttpResponse<String> deleted = gate.delete(repository, GateClient.digest("first").value());

    assertThat(deleted.statusCode()).isEqualTo(202);
    assertThat(deleted.headers().firstValue("Warning").orElseThrow()).contains("was deleted");
    await()
        .untilAsserted(
            () -> assertThat(entry("1.0.0").orElseThrow().state()).isEqualTo(TagState.DELETED));
    assertThat(gate.delete(repository, GateClient.digest("second").value()).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aManifestInChunksAndAnIndexPass() {
    byte[] manifest = GateClient.manifest("first");
    assertThat(gate.putChunked(repository, "1.0.0", manifest).statusCode()).isEqualTo(201);
    Digest index = registry.pushIndex(repository, "seed", "third");
    byte[] bytes = registry.manifestBytes(repository, index.value());

    assertThat(
            gate.send(
                    "PUT",
                    "/v2/" + repository + "/manifests/2.0.0",
                    BodyPublishers.ofByteArray(bytes),
                    "application/vnd.oci.image.index.v1+json")
                .statusCode())
        .isEqualTo(201);
    await()
        .untilAsserted(
            () ->
                assertThat(entry("2.0.0").flatMap(TagEntry::accepted).map(AcceptedDigest::digest))
                    .hasValue(index));
  }

  @Test
  void aBodyOfMoreThanFourMebibytesIsRefusedWithASentence() {
    HttpResponse<String> refused = gate.put(repository, "1.0.0", new byte[5 * 1024 * 1024]);

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("DENIED", "4 MiB");
    assertThat(gate.putChunked(repository, "1.0.0", new byte[5 * 1024 * 1024]).statusCode())
        .isEqualTo(413);
  }

  @Test
  void aBodyThatIsNoManifestIsTheRegistrysBusiness() {
    assertThat(gate.put(repository, "1.0.0", new byte[3 * 1024 * 1024]).statusCode())
        .isEqualTo(400);
    await().untilAsserted(() -> assertThat(entry("1.0.0")).as("nothing is reserved").isEmpty());
    assertThat(push("1.0.0", "first").statusCode()).isEqualTo(201);
  }

  @Test
  void anAddressWithAnotherDigestThanTheBodyIsNotPassedOn() {
    HttpResponse<String> refused =
        gate.put(repository, GateClient.digest("second").value(), GateClient.manifest("first"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("DIGEST_INVALID");
    assertThat(
            gate.put(repository, "1.0.0", GateClient.manifest("first"), "Content-Encoding", "gzip")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void onlyWritesOfManifestsAreTaken() {
    assertThat(get("GET", "/v2/" + repository + "/manifests/1.0.0"))
        .satisfies(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(405);
              assertThat(answer.headers().firstValue("Allow")).hasValue("PUT, DELETE");
              assertThat(answer.body()).contains("reverse proxy");
            });
    assertThat(get("PUT", "/v2/" + repository + "/blobs/uploads/1").statusCode()).isEqualTo(404);
    assertThat(get("GET", "/v2/").statusCode()).isEqualTo(404);
  }

  @Test
  void aRequestThatComesBackIsALoop() {
    HttpResponse<String> refused =
        gate.put(repository, "1.0.0", GateClient.manifest("first"), "Via", "1.1 tagfast");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("tagfast.gate.silent.upstream");
  }

  @Test
  void theLedgerIsAwayAndNothingPassesUnchecked() {
    ((MockApi) world.api()).refuse("GET .*/imagetags/.*", 500);

    HttpResponse<String> refused = push("1.0.0", "first");

    assertThat(refused.statusCode()).as("503 would be sent again").isEqualTo(403);
    assertThat(refused.body()).contains("DENIED", "could not check it");
    assertThat(registry.look(repository, "1.0.0")).isEmpty();
    assertThat(push("today", "first").statusCode()).as("needs no ledger").isEqualTo(201);
  }

  @Test
  void theRegistryAsksForCredentialsAndOnlyItSeesThem() {
    try (ImagePusher pusher =
            ImagePusher.to(world.secured().uri(), RegistryProcess.USER, RegistryProcess.PASSWORD);
        GateClient secured = new GateClient("localhost:" + world.port())) {
      pusher.push(repository, "blobs-of-first", "first");
      pusher.push(repository, "blobs-of-second", "second");
      byte[] first = GateClient.manifest("first");

      HttpResponse<String> challenged = secured.put(repository, "1.0.0", first);
      assertThat(challenged.statusCode()).isEqualTo(401);
      assertThat(challenged.headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"tagfast-testing\"");
      assertThat(entryAt(world.secured().host(), "1.0.0"))
          .as("a stranger reserves nothing")
          .isEmpty();

      HttpResponse<String> pushed =
          secured.put(repository, "1.0.0", first, "Authorization", AUTHORIZATION);
      assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
      await()
          .untilAsserted(
              () ->
                  assertThat(entryAt(world.secured().host(), "1.0.0").orElseThrow().history())
                      .extracting(move -> move.cause().actor().orElse(""))
                      .containsExactly(RegistryProcess.USER));

      HttpResponse<String> stranger =
          secured.put(repository, "1.0.0", GateClient.manifest("second"));
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(stranger.body()).doesNotContain(GateClient.digest("first").hex());
      assertThat(
              secured
                  .put(
                      repository,
                      "1.0.0",
                      GateClient.manifest("second"),
                      "Authorization",
                      AUTHORIZATION)
                  .body())
          .contains("DENIED", GateClient.digest("first").value());
    }
  }

  private HttpResponse<String> push(String tag, String flavour) {
    return gate.put(repository, tag, GateClient.manifest(flavour));
  }

  private HttpResponse<String> get(String method, String path) {
    return gate.send(method, path, BodyPublishers.noBody(), "");
  }

  private TagEntry recorded(String tag, String flavour) {
    await()
        .untilAsserted(
            () ->
                assertThat(entry(tag).flatMap(TagEntry::accepted).map(AcceptedDigest::digest))
                    .hasValue(GateClient.digest(flavour)));
    return entry(tag).orElseThrow();
  }

  private Optional<TagEntry> entry(String tag) {
    return entryAt(world.silent().host(), tag);
  }

  private Optional<TagEntry> entryAt(String host, String tag) {
    return ledger
        .read(new TagKey(new Repository(host, repository), new Tag(tag)))
        .map(TagLedger.Versioned::entry);
  }

  private void accept(String tag, String flavour) {
    TagKey key = new TagKey(new Repository(world.silent().host(), repository), new Tag(tag));
    world
        .api()
        .client()
        .resources(ImageTag.class)
        .inNamespace(MockApi.NAMESPACE)
        .withName(ImageTagName.of(key))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"tagfast.dev/accept\":\"%s\"}}}"
                .formatted(GateClient.digest(flavour)));
  }

  private void approve(String tag, String flavour) {
    world
        .api()
        .client()
        .resource(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagApproval
            metadata: {name: "%1$s", namespace: tagfast}
            spec: {tag: "%2$s/%1$s:%3$s", digest: "%4$s", reason: a hotfix}
            """
                .formatted(repository, world.silent().host(), tag, GateClient.digest(flavour)))
        .create();
  }

  private void policy(String mode) {
    world
        .api()
        .client()
        .resource(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagPolicy
            metadata:
              name: gate
            spec:
              rules:
                - {repositories: ["%s/%s"], mode: %s}
            """
                .formatted(world.silent().host(), repository, mode))
        .create();
  }
}
