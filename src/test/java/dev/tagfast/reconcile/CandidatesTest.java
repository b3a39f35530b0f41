package dev.tagfast.reconcile;

import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.ImagePlace;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.follow.Follow;
import dev.tagfast.follow.FollowAnnotations;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.TagList;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests what a list of tags says of a tag that is not in it. Who follows with {@code downgrades}
 * goes to an older tag only where the newer one is gone.
 */
class CandidatesTest {
  private static final String DOWNGRADES = "semver: ^1.2; downgrades";

  private final MovableClock clock = new MovableClock();
  private RegistryAnswer<TagList> answer = new RegistryAnswer.Absent<>();
  private final Candidates candidates =
      new Candidates(
          new KnownTagLists(
              _ -> answer, TestSettings.of(Map.of("tagfast.follow.tag-list-age", "4m")), clock),
          new MemoryTagLedger());

  @Test
  void anOlderTagIsTriedWhereTheNewerOneIsGone() {
    answer = listed(true, "1.2.3");

    assertThat(of(at("1.3.0", DOWNGRADES))).containsExactly("1.2.3");
  }

  @Test
  void aTagThatWasPushedAfterTheListWasReadIsNotGone() {
    answer = listed(true, "1.2.3");
    assertThat(of(at("1.2.3", DOWNGRADES))).isEmpty();

    assertThat(of(at("1.3.0", DOWNGRADES))).isEmpty();

    clock.pass(Duration.ofMinutes(4));
    answer = listed(true, "1.2.3", "1.3.0");
    assertThat(of(at("1.3.0", DOWNGRADES))).isEmpty();
  }

  @Test
  void aListThatTheRegistryNoLongerSendsSaysNothingOfWhatIsGone() {
    answer = listed(true, "1.2.3");
    assertThat(of(at("1.2.3", DOWNGRADES))).isEmpty();
    clock.pass(Duration.ofMinutes(4));
    answer = new RegistryAnswer.Unavailable<>("503", Optional.empty());

    assertThat(of(at("1.3.0", DOWNGRADES))).isEmpty();
  }

  @Test
  void aListThatWasReadInPartSaysNothingOfWhatIsGone() {
    answer = listed(false, "1.2.3");

    assertThat(of(at("1.3.0", DOWNGRADES))).isEmpty();
  }

  @Test
  void allContainersOfOneRunAreComparedWithTheSameList() {
    answer = listed(true, "1.2.3");
    FollowingContainer container = at("1.3.0", DOWNGRADES);
    Candidates.Run run = candidates.begin(List.of(subscriber(container)));

    assertThat(Stream.of(container, container).map(run::of))
        .allSatisfy(tags -> assertThat(tags).hasSize(1));
  }

  @Test
  void anOldListTellsWhatIsNewerNevertheless() {
    answer = listed(true, "1.2.3", "1.4.0");
    of(at("1.2.3", DOWNGRADES));

    assertThat(of(at("1.3.0", DOWNGRADES))).containsExactly("1.4.0");
  }

  private List<String> of(FollowingContainer container) {
    return candidates.begin(List.of(subscriber(container))).of(container).stream()
        .map(key -> key.tag().value())
        .toList();
  }

  private static RegistryAnswer<TagList> listed(boolean complete, String... tags) {
    return new RegistryAnswer.Found<>(
        new TagList(Stream.of(tags).map(Tag::new).toList(), complete));
  }

  private static FollowingContainer at(String tag, String rule) {
    TagKey own = key("pizza:" + tag);
    Follow follow =
        FollowAnnotations.rule(Map.of(FollowAnnotations.ALL, rule), "app", TagCase.KEEP)
            .orElseThrow();
    return new FollowingContainer(
        new ImagePlace(ImagePlace.Holder.CONTAINER, "app", "/spec/template/spec/containers/0"),
        ImageReference.parse(own.toString()),
        own.repository(),
        Optional.of(own),
        follow,
        Optional.empty(),
        false);
  }

  private static Subscriber subscriber(FollowingContainer container) {
    return new Subscriber(
        new Workload("apps/v1", "Deployment", "kitchen", "oven", "uid"),
        "1",
        Map.of(),
        Map.of(),
        false,
        List.of(),
        List.of(container));
  }
}
