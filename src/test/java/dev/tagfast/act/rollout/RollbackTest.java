package dev.tagfast.act.rollout;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.OTHER;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.progress.Progress;
import dev.tagfast.decide.Reason;
import dev.tagfast.follow.Follow;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a failed rollout is taken back, and what the workload remembers of it. */
class RollbackTest {
  private static final Progress COMPLETE = new Progress.Complete(Optional.empty());
  private static final Progress FAILED = new Progress.Failed("pod dinner-1: exited with code 1");
  private static final Progress ROLLING = new Progress.InProgress("0 of 1 pods are ready");

  /** The workload as Tagfast left it at NEW, after OLD ran completely, and asked for rollbacks. */
  private final Map<String, String> notes =
      new HashMap<>(
          Map.of(
              "tagfast.dev/rollback", "true",
              "tagfast.dev/at", NOON.toString(),
              "tagfast.dev/from", OLD.value(),
              "written.tagfast.dev/oven", pinned(NEW),
              "started.tagfast.dev/oven", NOON + " 7",
              "completed.tagfast.dev/oven", pinned(OLD)));

  private boolean takenOver;
  private Set<Digest> quarantined = Set.of();

  @Test
  void aFailedRolloutGoesBackToWhatRanCompletelyAndRemembersTheBadDigest() {
    RolloutPlan plan = plan(NEW, FAILED, NEW);

    assertThat(plan.results(Reason.ROLLOUT_STARTED, ""))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.reason()).isEqualTo(Reason.ROLLED_BACK);
              assertThat(result.from()).contains(NEW);
              assertThat(result.to()).isEqualTo(OLD);
              assertThat(result.detail()).isEqualTo("Pod dinner-1: exited with code 1.");
            });
    assertThat(written(plan, "written.tagfast.dev/oven")).isEqualTo(pinned(OLD));
    assertThat(written(plan, "bad.tagfast.dev/oven")).isEqualTo(NEW.value());
    assertThat(written(plan, "tagfast.dev/to")).isEqualTo(OLD.value());
    assertThat(written(plan, "started.tagfast.dev/oven")).endsWith(" 8 rolled-back");
    assertThat(written(plan, "held.tagfast.dev/oven")).startsWith("DigestBad: ");
    assertThat(plan.patch())
        .contains(
            new PatchOperation.Test("/spec/template/spec/containers/0/image", pinned(NEW)),
            new PatchOperation.Replace("/spec/template/spec/containers/0/image", pinned(OLD)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "nobody asks for it | tagfast.dev/rollback | -",
        "it is switched off | tagfast.dev/rollback | false",
        "it is switched off for the container | rollback.tagfast.dev/oven | false",
        "no image is known that ran completely | completed.tagfast.dev/oven | -",
        "what ran before cannot be read | completed.tagfast.dev/oven | @@@",
        "what ran before has no digest | completed.tagfast.dev/oven | registry.test/shop/pizza:today",
        "we did not begin it | started.tagfast.dev/oven | -",
        "it is a rollback itself | started.tagfast.dev/oven | 2026-11-23T12:00:00Z 7 rolled-back",
        "another rollout began since | tagfast.dev/at | 2026-11-23T13:00:00Z",
        "a person wrote the image | written.tagfast.dev/oven | registry.test/shop/pizza:today",
      })
  void isNotTakenBack(String why, String annotation, String value) {
    if (value == null) {
      notes.remove(annotation);
    } else {
      notes.put(annotation, value);
    }

    assertThat(plan(NEW, FAILED, NEW).patch()).as(why).isEmpty();
  }

  @Test
  void whatAPersonBroughtBackIsNotTakenBack() {
    takenOver = true;

    assertThat(plan(NEW, FAILED, NEW).patch()).isEmpty();
  }

  @Test
  void nothingGoesBackToADigestThatIsQuarantinedByThen() {
    quarantined = Set.of(OLD);

    assertThat(plan(NEW, FAILED, NEW).patch()).isEmpty();
  }

  @Test
  void aRolloutThatGoesOnIsNotTakenBack() {
    assertThat(plan(NEW, ROLLING, NEW).patch()).isEmpty();
  }

  @Test
  void anotherDigestIsRolledOutInsteadAndTheBadOneIsRemembered() {
    RolloutPlan plan = plan(NEW, FAILED, OTHER);

    assertThat(plan.results(Reason.ROLLOUT_STARTED, ""))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(written(plan, "written.tagfast.dev/oven")).isEqualTo(pinned(OTHER));
    assertThat(written(plan, "bad.tagfast.dev/oven")).isEqualTo(NEW.value());
  }

  @Test
  void whatRanCompletelyIsRememberedByThePatchThatReplacesIt() {
    assertThat(written(plan(NEW, COMPLETE, OTHER), "completed.tagfast.dev/oven"))
        .isEqualTo(pinned(NEW));
  }

  @Test
  void whatDidNotRunCompletelyIsNot() {
    assertThat(plan(NEW, ROLLING, OTHER).patch())
        .noneMatch(operation -> operation.path().contains("completed.tagfast.dev"));
  }

  @Test
  void aBadDigestIsNotRolledOutAgainUntilAPersonSaysOtherwise() {
    notes.put("written.tagfast.dev/oven", pinned(OLD));
    notes.put("bad.tagfast.dev/oven", OTHER.value() + "," + NEW.value());

    assertThat(plan(OLD, COMPLETE, NEW).results(Reason.ROLLOUT_STARTED, ""))
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.reason()).isEqualTo(Reason.DIGEST_BAD);
              assertThat(held.detail()).contains("remove the annotation bad.tagfast.dev/oven");
            });

    notes.remove("bad.tagfast.dev/oven");

    assertThat(plan(OLD, COMPLETE, NEW).patch()).isNotEmpty();
  }

  @Test
  void theNextDigestIsRolledOutAfterARollback() {
    notes.put("written.tagfast.dev/oven", pinned(OLD));
    notes.put("bad.tagfast.dev/oven", NEW.value());

    assertThat(written(plan(OLD, COMPLETE, OTHER), "written.tagfast.dev/oven"))
        .isEqualTo(pinned(OTHER));
  }

  @Test
  void onlyTheNewestBadDigestsAreRemembered() {
    notes.put(
        "bad.tagfast.dev/oven",
        String.join(",", java.util.Collections.nCopies(10, OTHER.value())) + ", nonsense");

    String bad = written(plan(NEW, FAILED, NEW), "bad.tagfast.dev/oven");

    assertThat(bad.split(",", -1)).hasSize(10).endsWith(NEW.value());
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.dev/rollback, yes, true or false",
    "rollback.tagfast.dev/oven, on, true or false",
    "tagfast.dev/progress-deadline, soon, 'a time such as 90s, 10m or 1h'",
    "progress-deadline.tagfast.dev/oven, 0s, 'a time such as 90s, 10m or 1h'"
  })
  void aSettingThatIsNotUnderstoodHoldsItsContainerAndSaysHowToWriteIt(
      String annotation, String value, String expected) {
    notes.put(annotation, value);

    assertThat(plan(NEW, COMPLETE, OTHER).results(Reason.ROLLOUT_STARTED, ""))
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.reason()).isEqualTo(Reason.ROLLBACK_SETTING_INVALID);
              assertThat(held.detail())
                  .contains(annotation, "\"" + value + "\"")
                  .contains("which is not " + expected);
            });
  }

  private RolloutPlan plan(Digest image, Progress progress, Digest accepted) {
    Subscriber subscriber =
        new Subscriber(
                new Workload("apps/v1", "Deployment", "shop", "dinner", "uid"),
                "1",
                Map.of(RolloutAnnotations.SUBSCRIBE, "true"),
                notes,
                true,
                List.of(),
                List.of(
                    new Subscriber.FollowingContainer(
                        new ImagePlace(
                            ImagePlace.Holder.CONTAINER,
                            "oven",
                            "/spec/template/spec/containers/0"),
                        ImageReference.parse(pinned(image)),
                        TODAY.repository(),
                        Optional.of(TODAY),
                        Follow.OWN,
                        Optional.empty(),
                        takenOver)))
            .with(progress);
    RolloutTarget target =
        new RolloutTarget(accepted, Set.of(), new TargetPast(Optional.of(entry())));
    return RolloutPlan.of(subscriber, TODAY, target, ALICE, NOON.plusSeconds(600));
  }

  /** Of generation 8, whose tag showed both digests. */
  private TagEntry entry() {
    TagEntryBuilder entry =
        TagEntry.blank(TODAY, NOON)
            .change()
            .moved(new Move(Optional.of(OLD), Optional.of(NEW), NOON, ALICE, "TagMoved"));
    quarantined.forEach(entry::quarantine);
    for (int generation = 0; generation < 8; generation++) {
      entry.nextGeneration();
    }
    return entry.build();
  }

  private static String written(RolloutPlan plan, String annotation) {
    String path = PatchOperation.pointer("/metadata/annotations", annotation);
    return plan.patch().stream()
        .filter(operation -> operation.path().equals(path))
        .map(operation -> operation instanceof PatchOperation.Add add ? add.value() : "removed")
        .findFirst()
        .orElse("not written");
  }
}
