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
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what a real registry shows through a proxy that answers in its place now and then. */
@QuarkusTest
@WithTestResource(WorldBehindProxy.class)
class RegistryFaultsTest extends MainPathSteps {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final Answer MAINTENANCE =
      new Answer(200, "text/html", "<html><b>Scheduled maintenance</b> until noon</html>");

  private FaultyProxy proxy;

  @BeforeEach
  void heal() {
    proxy = ((WorldBehindProxy) world).proxy();
    proxy.heal();
  }

  @Override
  String registryHost() {
    return proxy.host();
  }

  @Test
  void aMaintenancePageIsNoManifestForAnEvent() {
    subscribe("today");
    Digest before = pusher.push(repository, "today", "margherita");
    deliver("today", before);
    Digest now = pusher.push(repository, "today", "funghi");
    answer(_ -> true, MAINTENANCE);

    assertThat(post("", "today", now).statusCode()).isEqualTo(503);
    assertThat(post("", "today", now).asString()).contains("text/html", "Scheduled maintenance");
    assertThat(image()).endsWith("@" + before);

    proxy.heal();
    deliver("today", now);
    assertThat(image()).endsWith("@" + now);
  }

  @Test
  void aMaintenancePageIsNoManifestForReconcileAndNoOverwrite() {
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    world.sink().forget();
    answer(_ -> true, MAINTENANCE);

    reconcile();

    assertThat(image()).endsWith("@" + accepted);
    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
    assertThat(types()).isEmpty();
  }

  @Test
  void aPushThatVanishesBeforeThePatchIsNotRolledOut() {
    subscribe("today");
    Digest before = pusher.push(repository, "today", "margherita");
    deliver("today", before);
    Digest vanishing = pusher.push(repository, "today", "funghi");
    // It is read once, and gone when it is asked for once more right before the patch.
    String read = "GET " + manifests() + vanishing;
    String shown = "HEAD " + manifests() + vanishing;
    Predicate<String> gone = request -> request.equals(shown) || proxy.count(read) > 1;
    answer(
        request -> request.endsWith(manifests() + vanishing) && gone.test(request),
        new Answer(404, "application/json", ""));

    deliver("today", vanishing);
    assertThat(image()).endsWith("@" + before);

    pusher.push(repository, "today", "margherita");
    proxy.heal();
    reconcile();
    assertThat(image()).endsWith("@" + before);
  }

  @Test
  void aPlatformThatIsGoneFromATaggedIndexIsReportedByItsName() {
    subscribe("1.0.0");
    Digest index = pusher.pushIndex(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", index);
    world.sink().forget();
    pusher.delete(repository, ImagePusher.child("quattro formaggi", "arm64"));

    reconcile();

    assertThat(types()).containsExactly("dev.tagfast.tag.digestgone");
    assertThat(world.sink().received().getFirst().body()).contains("linux/arm64");
    assertThat(pusher.look(repository, "1.0.0")).as("the tag itself is there").contains(index);
  }

  @Test
  void aBuildThatRunsAgainIsNoOverwriteUnlessTheRuleIsStrict() {
    subscribe("1.0.0");
    Digest first = pusher.pushIndex(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", first);
    world.sink().forget();
    Digest second = rebuild("1.0.0", "one");

    JsonPath again = deliver("1.0.0", second);

    assertThat(again.getString("reason")).isEqualTo("Reattested");
    assertThat(image()).as("no rollout").endsWith("@" + first);
    assertThat(types()).isEmpty();
    policy("mode: Reject, attestations: Strict");
    Digest third = rebuild("1.0.0", "two");
    assertThat(deliver("1.0.0", third).getString("reason")).isEqualTo("TagOverwritten");
  }

  @Test
  void whereHeadIsRefusedGetIsAskedAndThatIsRemembered() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    answer(
        request -> request.startsWith("HEAD "), new Answer(405, "text/plain", "use GET instead"));

    assertThat(deliver("1.0.0", digest).getString("reason")).isEqualTo("FirstSeen");
    assertThat(deliver("1.0.0", digest).getString("reason")).isEqualTo("Unchanged");

    assertThat(proxy.requests().stream().filter(request -> request.startsWith("HEAD "))).hasSize(1);
    pusher.delete(repository, digest);
    assertThat(entry(postDelete("", ",\"digest\":\"" + digest + "\"").then()).getString("reason"))
        .as("GET says 404, too")
        .isEqualTo("TagDeleted");
  }

  /** The same index with another attestation, as a build makes that runs again. */
  private Digest rebuild(String tag, String run) {
    byte[] shown = pusher.manifestBytes(repository, tag);
    String index = new String(shown, StandardCharsets.UTF_8);
    Digest attestation = pusher.push(repository, "attestation-" + run, "attestation " + run);
    String listed =
        """
        ,{"mediaType":"%s","digest":"%s","size":%d,"platform":{"architecture":"unknown","os":"unknown"},
        "annotations":{"vnd.docker.reference.type":"attestation-manifest",
        "vnd.docker.reference.digest":"%s"}}]"""
            .formatted(
                "application/vnd.oci.image.manifest.v1+json",
                attestation,
                pusher.manifestBytes(repository, attestation.value()).length,
                ImagePusher.child("quattro formaggi", "amd64"));
    int end = index.lastIndexOf(']');
    String rebuilt = index.substring(0, end) + listed + index.substring(end + 1);
    return pusher.putManifest(repository, tag, INDEX, rebuilt.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(Predicate<String> requests, Answer answer) {
    proxy.faults(request -> Optional.of(answer).filter(_ -> requests.test(request)));
  }

  private String manifests() {
    return "/v2/" + repository + "/manifests/";
  }
}
