package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.documents.DailyPage;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.Deployments;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day with {@code docs/daily.md}: every command of the page, typed as it is printed. {@code
 * PodsOfTheDailyPageTest} asks what runs where with real pods.
 */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class DailyPageTest extends MainPathSteps {
  private static final String WHO = "Who overwrote what, and when?";
  private static final String WAITS = "What waits for me?";
  private static final String WHY = "Why was this not rolled out?";
  private static final String ACCEPT = "Accept an overwrite";
  private static final String UNDO = "Undo an accepted overwrite";

  private final DailyPage page = DailyPage.read();

  @Test
  void whoOverwroteWhatIsOneLineThatFitsATerminal() {
    // kubectl makes each column as wide as its widest row: those of other tests are none of this.
    client().resources(ImageTag.class).inAnyNamespace().delete();
    subscribe("1.0.0");
    Digest accepted = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", accepted);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    assertThat(type(WHO, Map.of()).lines().filter(line -> line.contains(repository)))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.split(" +"))
                    .startsWith(
                        name("1.0.0"),
                        repository,
                        "1.0.0",
                        "Overwritten",
                        hexDigits(accepted),
                        hexDigits(other),
                        "mario"))
        .satisfies(
            line ->
                assertThat(line.length() - name("1.0.0").length())
                    .as("what Tagfast adds to the name of the object")
                    .isLessThanOrEqualTo(110));
  }

  @Test
  void whatWaitsIsTheOverwrittenTagAndTheWorkloadThatAPersonHolds() {
    final String held = heldWorkload();
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    deliver("2.0.0", pusher.push(repository, "2.0.0", "margherita"));
    deliver("1.0.0", pusher.push(repository, "1.0.0", "hawaii"));

    assertThat(type(WAITS, Map.of()))
        .contains("imagetag.tagfast.dev/" + name("1.0.0"))
        .contains("deployment.apps/" + held)
        .doesNotContain(name("2.0.0"));
  }

  @Test
  void whyAWorkloadWasNotRolledOutIsSaidWithTheWayOut() {
    String held = heldWorkload();

    assertThat(type(WHY, Map.of("NAME", name("today"))))
        .contains("Deployment/default/" + held, "PersonHolds", "written.tagfast.dev/pizza")
        .as("the headings that the page explains")
        .contains("Conditions:", "Workloads:", "History:", "Events:");
  }

  @Test
  void whyAnOverwriteWasNotRolledOutIsSaidOfItsTag() {
    subscribe("1.0.0");
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    assertThat(type(WHY, Map.of("NAME", name("1.0.0"))))
        .contains("TagOverwritten", other.abbreviated(), "Deployment/default/" + repository);
  }

  /**
   * @param typed how much of a digest a person types: all of it, or what the columns show
   */
  @ParameterizedTest
  @ValueSource(ints = {64, 12})
  void anOverwriteIsAcceptedAndUndone(int typed) {
    subscribe("1.0.0");
    Digest earlier = pusher.push(repository, "1.0.0", "quattro formaggi");
    deliver("1.0.0", earlier);
    Digest other = pusher.push(repository, "1.0.0", "hawaii");
    deliver("1.0.0", other);

    type(ACCEPT, Map.of("NAME", name("1.0.0"), "DIGEST", hexDigits(other, typed)));
    reconcile();

    assertThat(image()).endsWith("@" + other);

    type(UNDO, Map.of("NAME", name("1.0.0"), "EARLIER", hexDigits(earlier, typed)));
    reconcile();
    assertThat(image()).as("it waits for the push").endsWith("@" + other);
    deliver("1.0.0", pusher.push(repository, "1.0.0", "quattro formaggi"));

    assertThat(image()).endsWith("@" + earlier);
    assertThat(type(WAITS, Map.of())).doesNotContain(repository);
  }

  /** Creates a workload that was rolled out, then moved by a person, and missed a push since. */
  private String heldWorkload() {
    String name = "held-" + repository;
    client().resource(Deployments.subscribed(name, reference("today"))).create();
    deliver("today", pusher.push(repository, "today", "margherita"));
    client()
        .apps()
        .deployments()
        .inNamespace(Deployments.NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"%s"}]"""
                .formatted(
                    reference("today")
                        + "@"
                        + pusher.push(repository, "mine", "quattro stagioni")));
    deliver("today", pusher.push(repository, "today", "funghi"));
    return name;
  }

  private String name(String tag) {
    return imageTag(tag).getMetadata().getName();
  }

  private static String hexDigits(Digest digest) {
    return hexDigits(digest, 12);
  }

  /** As the columns show it; in full with its algorithm before it. */
  private static String hexDigits(Digest digest, int count) {
    return count < 64
        ? digest.value().substring("sha256:".length()).substring(0, count)
        : digest.value();
  }

  private String type(String question, Map<String, String> filled) {
    return ((RealApi) world.api()).kubectl().type(page.command(question, filled));
  }
}
