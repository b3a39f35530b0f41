package dev.tagfast.intake.delivery;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.FakeRegistryHosts;
import dev.tagfast.intake.LedgerEntries;
import dev.tagfast.intake.NotificationHandlers;
import dev.tagfast.intake.Outcomes;
import dev.tagfast.intake.RecordingPipeline;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.intake.cloudevents.EventCommands;
import dev.tagfast.intake.cloudevents.EventReader;
import dev.tagfast.intake.dialect.TestNotifications;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.intake.webhook.WebhookAnswer;
import dev.tagfast.intake.webhook.WebhookResult;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.source.DefaultPolicySource;
import dev.tagfast.testing.DeadlyLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deletes that name no tag, at both doors. */
class DeletedTagsTest {
  private static final Digest GONE = digest("quattro formaggi");
  private static final Digest OTHER = digest("hawaii");

  private final dev.tagfast.settings.Settings settings =
      SettingsOf.properties(
          Map.of(
              "tagfast.registries.local.host",
              "localhost:5001",
              "tagfast.registries.local.aliases",
              "registry.svc:5000",
              "tagfast.registries.hub.host",
              "docker.io",
              "tagfast.sources.ci.secret",
              "oregano",
              "tagfast.sources.narrow.secret",
              "basil",
              "tagfast.sources.narrow.registries",
              "hub",
              "tagfast.events.registries",
              "local"));
  private final FakeRegistryHosts hosts = new FakeRegistryHosts(settings);
  private final TagLocator locator = new TagLocator(hosts, new DefaultPolicySource());
  private final DoorSettings doors = new DoorSettings(settings, hosts);
  private final RecordingPipeline pipeline = new RecordingPipeline();
  private final MemoryTagLedger memory = new MemoryTagLedger();
  private boolean ledgerIsDown;
  private final DeletedTags deleted =
      new DeletedTags(
          new DeadlyLedger(
              memory,
              () -> {
                if (ledgerIsDown) {
                  throw new LedgerUnavailable("down", new IllegalStateException());
                }
              }));
  private final EventReader reader = new EventReader(locator, doors);

  @Test
  void everyTagOfTheDigestIsHandledLikeOneThatWasNamed() {
    known("localhost:5001/pizza:1.0.0", GONE);
    known("localhost:5001/pizza:today", GONE);
    known("localhost:5001/pizza:2.0.0", OTHER);
    known("localhost:5001/calzone:1.0.0", GONE);

    List<WebhookAnswer.Entry> answer = take("ci", byDigest("localhost:5001", GONE));

    assertThat(pipeline.handled())
        .extracting(event -> event.key().toString())
        .containsExactly("localhost:5001/pizza:1.0.0", "localhost:5001/pizza:today");
    assertThat(pipeline.handled())
        .allSatisfy(
            event -> {
              assertThat(event.action()).isEqualTo(PushEvent.Action.DELETE);
              assertThat(event.id()).hasValue("e-9");
              assertThat(event.actor()).hasValue("cook");
              assertThat(event.source()).isEqualTo("ci");
            });
    assertThat(answer)
        .extracting(entry -> entry.tag().orElse("-"))
        .containsExactly("1.0.0", "today");
    assertThat(answer).allSatisfy(entry -> assertThat(entry.ignored()).isEmpty());
  }

  @Test
  void anAliasOfTheRegistryIsTheSameRepository() {
    known("localhost:5001/pizza:1.0.0", GONE);

    take("ci", byDigest("registry.svc:5000", GONE));

    assertThat(pipeline.handled()).hasSize(1);
  }

  @Test
  void aDigestThatTheLedgerDoesNotKnowStaysIgnored() {
    known("localhost:5001/pizza:1.0.0", OTHER);

    List<WebhookAnswer.Entry> answer = take("ci", byDigest("localhost:5001", GONE));

    assertThat(pipeline.handled()).isEmpty();
    assertThat(answer).hasSize(1);
    assertThat(answer.getFirst().ignored()).hasValue("DeleteByDigest");
  }

  @Test
  void aBrokenDigestIsNotTakenForAWholeRepository() {
    known("localhost:5001/pizza:1.0.0", GONE);

    List<WebhookAnswer.Entry> answer =
        take("ci", body("localhost:5001", ",\"digest\":\"sha256:short\""));

    assertThat(pipeline.handled()).isEmpty();
    assertThat(answer.getFirst().ignored()).hasValue("DeleteByDigest");
  }

  @Test
  void whatASourceMayNotSpeakOfIsNotLookedUp() {
    known("localhost:5001/pizza:1.0.0", GONE);

    assertThat(take("narrow", byDigest("localhost:5001", GONE)).getFirst().ignored())
        .hasValue("DeleteByDigest");
    assertThat(take("ci", byDigest("elsewhere:1", GONE)).getFirst().ignored())
        .hasValue("DeleteByDigest");
    assertThat(pipeline.handled()).isEmpty();
  }

  @Test
  void aWholeRepositoryIsAllOfItsTagsThatAreNotTombstonesYet() {
    known("localhost:5001/pizza:1.0.0", GONE);
    known("localhost:5001/pizza:2.0.0", OTHER);
    known("localhost:5001/calzone:1.0.0", GONE);
    memory.write(
        LedgerEntries.tombstone(key("localhost:5001/pizza:0.9.0"), GONE), Optional.empty());

    take("ci", body("localhost:5001", ""));

    assertThat(pipeline.handled())
        .extracting(event -> event.key().tag().value())
        .containsExactly("1.0.0", "2.0.0");
  }

  @Test
  void oneDeleteHasSoManyTagsLookedAtAndNoMore() {
    for (int i = 0; i < DeletedTags.MAX_TAGS + 20; i++) {
      known("localhost:5001/pizza:1.0." + i, GONE);
    }

    take("ci", byDigest("localhost:5001", GONE));

    assertThat(pipeline.handled()).hasSize(DeletedTags.MAX_TAGS);
  }

  @Test
  void explainSaysWhatWouldBeLookedAtAndChangesNothing() {
    known("localhost:5001/pizza:1.0.0", GONE);

    List<WebhookAnswer.Entry> answer = take("ci", byDigest("localhost:5001", GONE), true);

    assertThat(answer).extracting(entry -> entry.tag().orElse("-")).containsExactly("1.0.0");
    assertThat(pipeline.handled()).isEmpty();
    assertThat(pipeline.explained()).hasSize(1);
  }

  @Test
  void aLedgerThatCannotBeAskedIsTriedAgainLater() {
    ledgerIsDown = true;

    assertThatThrownBy(() -> take("ci", byDigest("localhost:5001", GONE)))
        .isInstanceOf(TemporaryFailure.class);
    assertThat(take("ci", byDigest("localhost:5001", GONE), true).getFirst().refused())
        .hasValue("ClusterUnavailable");
  }

  @Test
  void aRegistryThatIsDownIsAskedForOneTagAndNotForAll() {
    known("localhost:5001/pizza:1.0.0", GONE);
    known("localhost:5001/pizza:today", GONE);
    pipeline.answers(
        event -> {
          throw new TemporaryFailure("down", Duration.ofSeconds(5));
        });

    assertThatThrownBy(() -> take("ci", byDigest("localhost:5001", GONE)))
        .isInstanceOf(TemporaryFailure.class);
    assertThat(pipeline.handled()).hasSize(1);
  }

  @Test
  void anotherDeleteOfTheSameRequestIsStillHandled() {
    known("localhost:5001/pizza:1.0.0", GONE);
    known("localhost:5001/pizza:2.0.0", OTHER);
    pipeline.answers(
        event -> {
          if (event.key().tag().value().equals("1.0.0")) {
            throw new TemporaryFailure("down", Duration.ofSeconds(5));
          }
          return Outcomes.unchanged(event);
        });

    assertThatThrownBy(
            () ->
                take(
                    "ci",
                    oneRequestOf(
                        byDigest("localhost:5001", GONE), byDigest("localhost:5001", OTHER))))
        .isInstanceOf(TemporaryFailure.class);
    assertThat(pipeline.handled())
        .extracting(event -> event.key().tag().value())
        .containsExactly("1.0.0", "2.0.0");
  }

  @Test
  void theEventsDoorDoesTheSame() {
    known("localhost:5001/pizza:1.0.0", GONE);
    known("docker.io/library/pizza:1.0.0", GONE);

    arrive("localhost:5001");
    arrive("docker.io");

    assertThat(pipeline.handled())
        .extracting(event -> event.key().toString())
        .as("events may speak of one registry only")
        .containsExactly("localhost:5001/pizza:1.0.0");
    assertThat(pipeline.handled().getFirst().source()).isEqualTo("events");
  }

  @Test
  void oneTagThatMustWaitEndsThatDeleteAtTheEventsDoorToo() {
    known("localhost:5001/pizza:1.0.0", GONE);
    known("localhost:5001/pizza:today", GONE);
    pipeline.answers(
        event -> {
          throw new TemporaryFailure("down", Duration.ofSeconds(5));
        });

    assertThatThrownBy(() -> arrive("localhost:5001")).isInstanceOf(TemporaryFailure.class);
    assertThat(pipeline.handled()).hasSize(1);
  }

  private void arrive(String host) {
    new EventCommands(deleted, pipeline, pipeline, NotificationHandlers.refusals(Map.of()))
        .carryOut(
            reader.read(
                TestNotifications.event(
                    "Microsoft.ContainerRegistry.ImageDeleted",
                    "/subscriptions/x",
                    """
                    {"id":"1","action":"delete","target":{"repository":"pizza","digest":"%s"},
                     "request":{"host":"%s"}}"""
                        .formatted(GONE, host))));
  }

  private List<WebhookAnswer.Entry> take(String source, String body) {
    return take(source, body, false);
  }

  private List<WebhookAnswer.Entry> take(String source, String body, boolean explain) {
    WebhookResult result =
        NotificationHandlers.to(locator, deleted, pipeline)
            .handle(
                doors.source(source).orElseThrow(),
                List.of(TestNotifications.raw(body)),
                explain,
                AnswerDeadline.in(NotificationHandlers.NO_HURRY));
    return ((WebhookResult.Events) result).answer().events();
  }

  private static String byDigest(String host, Digest digest) {
    return body(host, ",\"digest\":\"" + digest + "\"");
  }

  private static String oneRequestOf(String one, String other) {
    return one.substring(0, one.lastIndexOf(']')) + "," + other.substring(other.indexOf('[') + 1);
  }

  private static String body(String host, String more) {
    return """
        {"events":[{"id":"e-9","action":"delete","target":{"repository":"pizza"%s},
          "request":{"host":"%s"},"actor":{"name":"cook"}}]}"""
        .formatted(more, host);
  }

  private void known(String reference, Digest digest) {
    memory.write(LedgerEntries.tag(key(reference), digest), Optional.empty());
  }
}
