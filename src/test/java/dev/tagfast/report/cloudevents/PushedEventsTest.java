package dev.tagfast.report.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.PushEvent.Action;
import dev.tagfast.image.UntaggedDelete;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedEventsTest {
  private static final Digest MARGHERITA = Images.digest("margherita");
  private static final Optional<Instant> NOON = Optional.of(Instant.parse("2026-04-01T12:00:00Z"));
  private static final Optional<Instant> LATER = NOON.map(noon -> noon.plusSeconds(1));

  private final MovableClock clock = new MovableClock();
  private final PushedEvents events =
      new PushedEvents(
          TestSettings.of(Map.of("tagfast.report.source", "//tagfast.blue.example")), clock);

  @Test
  void theSendersIdMakesOursWhateverItsTimeIs() {
    assertThat(id(push(Optional.of("n-1"), NOON))).isEqualTo(id(push(Optional.of("n-1"), LATER)));
    assertThat(id(push(Optional.of("n-1"), NOON))).isNotEqualTo(id(push(Optional.of("n-2"), NOON)));
  }

  @Test
  void withoutItTheTimeDoes() {
    String first = id(push(Optional.empty(), NOON));
    clock.pass(Duration.ofMinutes(1));

    assertThat(id(push(Optional.empty(), NOON))).isEqualTo(first);
    assertThat(id(push(Optional.empty(), LATER))).isNotEqualTo(first);
  }

  @Test
  void whereNeitherIsSaidALaterPushIsNoRepeat() {
    String first = id(push(Optional.empty(), Optional.empty()));
    assertThat(id(push(Optional.empty(), Optional.empty()))).isEqualTo(first);
    clock.pass(Duration.ofSeconds(1));

    assertThat(id(push(Optional.empty(), Optional.empty()))).isNotEqualTo(first);
  }

  @Test
  void oneNotificationOfSeveralThingsHasAnIdForEach() {
    String push = id(event(Action.PUSH, "pizza:1", "hub", Optional.of("n-1"), NOON));

    assertThat(id(event(Action.PUSH, "pizza:2", "hub", Optional.of("n-1"), NOON)))
        .isNotEqualTo(push);
    assertThat(id(event(Action.DELETE, "pizza:1", "hub", Optional.of("n-1"), NOON)))
        .isNotEqualTo(push);
    assertThat(id(event(Action.PUSH, "pizza:1", "spoke", Optional.of("n-1"), NOON)))
        .isNotEqualTo(push);
  }

  @Test
  void itIsALegalEventWhateverTheSourceIsCalled() {
    CloudEvent event =
        events.of(
            event(Action.DELETE, "pizza:1", "a b/\u20ac", Optional.empty(), Optional.empty()),
            Optional.empty());

    assertThat(event.getType()).isEqualTo("dev.tagfast.image.deleted");
    assertThat(event.getSource())
        .isEqualTo(URI.create("//tagfast.blue.example/sources/a+b%2F%E2%82%AC"));
    assertThat(event.getTime()).isNull();
    assertThat(event.getExtensionNames()).isEmpty();
  }

  @Test
  void deletesWithoutATagAreToldFromEachOther() {
    Optional<String> sendersId = Optional.of("n-1");
    CloudEvent digest = events.of(untagged(Optional.of(MARGHERITA), sendersId), Optional.empty());
    CloudEvent repository = events.of(untagged(Optional.empty(), sendersId), Optional.empty());

    assertThat(digest.getType()).isEqualTo("dev.tagfast.image.deleted");
    assertThat(digest.getSubject()).isEqualTo("registry.example/pizza@" + MARGHERITA);
    assertThat(repository.getSubject()).isEqualTo("registry.example/pizza");
    assertThat(digest.getId()).isNotEqualTo(repository.getId());
    assertThat(id(untagged(Optional.of(MARGHERITA), sendersId))).isEqualTo(digest.getId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-1",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX-Evil: 1",
      })
  void whatIsNoTraceIsNotHandedOn(String parent) {
    assertThat(TraceContext.of(Optional.of(parent), Optional.of("a=1"))).isEmpty();
  }

  @Test
  void aStateThatIsNoneIsLeftOutAlone() {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    assertThat(TraceContext.of(Optional.of(parent), Optional.of("a=1\nb=2")))
        .contains(new TraceContext(parent, Optional.empty()));
  }

  private static UntaggedDelete untagged(Optional<Digest> digest, Optional<String> id) {
    return new UntaggedDelete(
        Images.key("registry.example/pizza:any").repository(),
        digest,
        Optional.empty(),
        id,
        Optional.empty(),
        NOON,
        "hub");
  }

  private String id(ImageEvent event) {
    return events.of(event, Optional.empty()).getId();
  }

  private static PushEvent push(Optional<String> id, Optional<Instant> at) {
    return event(Action.PUSH, "pizza:today", "hub", id, at);
  }

  private static PushEvent event(
      Action action, String image, String source, Optional<String> id, Optional<Instant> at) {
    return new PushEvent(
        action,
        Images.key("registry.example/" + image),
        Optional.of(MARGHERITA),
        Optional.empty(),
        id,
        Optional.empty(),
        at,
        source);
  }
}
