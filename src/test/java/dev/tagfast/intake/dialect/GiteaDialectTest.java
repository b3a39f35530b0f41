package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GiteaDialectTest {
  private static final String ALL = " id=d-1 by=cook at=2026-04-01T10:15:30Z";

  private final Dialect gitea = Dialect.named("gitea").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged       | push gitea.example:3000/kitchen/pizza:today
          push-nested       | push gitea.example:3000/kitchen/oven/pizza:today
          push-below-a-path | push example.org/kitchen/pizza:today
          push-no-url       | push /kitchen/pizza:today
          push-by-digest    | push (Untagged) gitea.example:3000/kitchen/pizza@1f1f
          delete-tagged     | delete gitea.example:3000/kitchen/pizza:today
          delete-by-digest  | delete (DeleteByDigest) gitea.example:3000/kitchen/pizza@1f1f
          other-action      | other (OtherAction) gitea.example:3000/kitchen/pizza:today
          """)
  void aVersionOfAContainerIsReadWithoutDigest(String sample, String expected) {
    assertThat(Samples.asText(gitea, sample(sample))).isEqualTo(expected + ALL);
    assertThat(Samples.asText(auto, sample(sample))).isEqualTo(expected + ALL);
  }

  @Test
  void otherPackagesAreNoImages() {
    assertThat(Samples.asText(auto, sample("push-npm")))
        .isEqualTo("push (NotAnImage) id=d-1 by=cook");
  }

  @Test
  void theTestMessageIsAPushOfCommitsAndIgnored() {
    assertThat(Samples.asText(auto, sample("commits"))).isEqualTo("other (OtherEvent) id=d-1");
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(TestNotifications.entries(gitea, sample("push-signature")))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @Test
  void forgejoHasItsOwnHeaders() {
    Notification notification =
        TestNotifications.raw(
            Samples.bytes("gitea/push-tagged"),
            "X-GitHub-Event",
            "package",
            "X-Forgejo-Event",
            "package",
            "X-Forgejo-Delivery",
            "d-1");

    assertThat(Samples.asText(auto, notification))
        .isEqualTo("push gitea.example:3000/kitchen/pizza:today" + ALL);
  }

  @Test
  void withoutItsHeadersTheShapeTellsIt() {
    assertThat(Samples.asText(auto, TestNotifications.raw(Samples.bytes("gitea/push-tagged"))))
        .isEqualTo("push gitea.example:3000/kitchen/pizza:today by=cook at=2026-04-01T10:15:30Z");
    assertThat(Samples.asText(gitea, TestNotifications.raw("{}"))).isEqualTo("other (OtherFormat)");
  }

  /** A sample with GitHub's headers, which Gitea sends too. */
  private static Notification sample(String name) {
    return TestNotifications.raw(
        Samples.bytes("gitea/" + name),
        "X-GitHub-Event",
        "package",
        "X-GitHub-Delivery",
        "d-1",
        "X-Gitea-Event",
        "package",
        "X-Gitea-Delivery",
        "d-1");
  }
}
