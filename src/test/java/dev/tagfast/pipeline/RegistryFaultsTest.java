package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.pipeline.FaultyProxy.Answer;
import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests what a real registry loses, and what a proxy before it hides. */
@QuarkusTest
@WithTestResource(WorldBehindProxy.class)
class RegistryFaultsTest extends BehindProxySteps {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  @Test
  void aPushThatIsTakenBackRightBeforeThePatchIsNotRolledOut() {
    subscribe("today");
    Digest before = pusher.push(repository, "today", "margherita");
    deliver("today", before);
    Digest vanishing = pusher.push(repository, "today", "funghi");
    forget();
    String lastLook = "HEAD " + manifest(vanishing);
    proxy.faults(
        request -> {
          if (request.equals(lastLook) && proxy.count(lastLook) == 1) {
            pusher.delete(repository, vanishing);
          }
          return Optional.empty();
        });

    JsonPath entry = deliver("today", vanishing);

    assertThat(proxy.count(lastLook)).as("it was deleted").isPositive();
    assertThat(entry.getList("rollouts")).isNullOrEmpty();
    assertThat(patches()).isEmpty();
    assertThat(told()).doesNotContain("dev.tagfast.rollout.started");

    reconcile();
    assertThat(states()).containsEntry("today", TagState.LOST);
    assertThat(told()).contains("dev.tagfast.tag.deleted", "dev.tagfast.tag.digestgone");
    assertThat(image()).endsWith("@" + before);

    Digest next = pusher.push(repository, "today", "hawaii");
    reconcile();
    assertThat(states()).containsEntry("today", TagState.CURRENT);
    assertThat(image()).endsWith("@" + next);
    assertThat(patches()).hasSize(1);
  }

  @Test
  void aPlatformThatIsGoneFromATaggedIndexIsReportedByItsName() {
    subscribe("1.0.0");
    Digest index = pusher.pushIndex(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", index);
    forget();
    reconcile();
    assertThat(told()).as("all platforms are there").isEmpty();
    pusher.delete(repository, ImagePusher.child("quattro formaggi", "arm64"));

    reconcile();
    reconcile();

    assertThat(told()).as("once").containsExactly("dev.tagfast.tag.digestgone");
    assertThat(reports().getFirst().body())
        .contains("AcceptedDigestGone", "the manifests for linux/arm64, so");
    assertThat(alerts()).hasSize(1);
    assertThat(patches()).isEmpty();
    assertThat(pusher.look(repository, "1.0.0")).as("the tag itself is there").contains(index);
  }

  @Test
  void aRebuildWithAnotherAttestationIsNoOverwriteAndRollsNothingOut() {
    subscribe("1.0.0");
    Digest first = build("1.0.0", "first run");
    deliver("1.0.0", first);
    Digest second = build("1.0.0", "second run");
    forget();

    JsonPath entry = deliver("1.0.0", second);
    reconcile();

    assertThat(entry.getString("verdict")).isEqualTo("accept");
    assertThat(entry.getString("reason")).isEqualTo("Reattested");
    assertThat(image()).endsWith("@" + first);
    assertThat(patches()).isEmpty();
    assertThat(told()).isEmpty();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void underAStrictRuleTheSameRebuildIsAnOverwrite() {
    policy("mode: Reject, attestations: Strict");
    subscribe("1.0.0");
    Digest first = build("1.0.0", "first run");
    deliver("1.0.0", first);
    Digest second = build("1.0.0", "second run");
    forget();

    JsonPath entry = deliver("1.0.0", second);

    assertThat(entry.getString("verdict")).isEqualTo("overwrite");
    assertThat(entry.getString("reason")).isEqualTo("TagOverwritten");
    assertThat(image()).endsWith("@" + first);
    assertThat(told()).containsExactly("dev.tagfast.tag.overwritten");
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void aHeadThatSays404IsNoDeletionUnlessGetSaysItToo() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", digest);
    forget();
    String head = "HEAD " + manifest("1.0.0");
    String get = "GET " + manifest("1.0.0");
    String deletion = ",\"digest\":\"" + digest + "\"";
    answer(
        request -> request.equals(head) && proxy.count(head) == 1,
        new Answer(404, "text/plain", ""));

    JsonPath hidden = entry(postDelete("", deletion).then().statusCode(200));

    assertThat(hidden.getString("reason")).isEqualTo("Unchanged");
    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
    assertThat(proxy.requests())
        .as("and HEAD is tried once more before it is said to be refused")
        .containsExactly(head, get, head);
    forget();
    pusher.delete(repository, digest);

    JsonPath gone = entry(postDelete("", deletion).then().statusCode(200));

    assertThat(gone.getString("reason")).isEqualTo("TagDeleted");
    assertThat(proxy.requests()).containsExactly(head, get);
    assertThat(told()).containsExactly("dev.tagfast.tag.deleted");
  }

  /** Pushes the index that BuildKit makes: the same two images, and an attestation of this run. */
  private Digest build(String tag, String run) {
    Digest images = pusher.pushIndex(repository, "images", "quattro formaggi");
    Digest attestation = pusher.push(repository, "attestation", run);
    String listed =
        """
        ,{"mediaType":"%s","digest":"%s","size":%d,
          "platform":{"architecture":"unknown","os":"unknown"},
          "annotations":{"vnd.docker.reference.type":"attestation-manifest",
                         "vnd.docker.reference.digest":"%s"}}]"""
            .formatted(
                MANIFEST,
                attestation,
                bytes(attestation).length,
                ImagePusher.child("quattro formaggi", "amd64"));
    String index = new String(bytes(images), StandardCharsets.UTF_8);
    int end = index.lastIndexOf(']');
    String attested = index.substring(0, end) + listed + index.substring(end + 1);
    return pusher.putManifest(repository, tag, INDEX, attested.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] bytes(Digest digest) {
    return pusher.manifestBytes(repository, digest.value());
  }
}
