package dev.tagfast.act.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.testing.FakeRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestorerTest {
  private static final TagKey KEY =
      new TagKey(new Repository("registry.example.com", "team/app"), new Tag("1.2.3"));
  private static final Digest ACCEPTED = new Digest("sha256:" + "a".repeat(64));
  private static final Digest OVER = new Digest("sha256:" + "b".repeat(64));

  private static final Cause CAUSE = new Cause("events", Optional.empty(), Optional.empty());

  private final FakeRegistry registry = new FakeRegistry(() -> {});

  @Test
  void theAcceptedManifestIsPutBack() {
    registry.push(KEY, ACCEPTED);
    registry.push(KEY, OVER);

    assertThat(restore()).isInstanceOf(RestoreResult.Ended.class);
    assertThat(registry.shows(KEY)).contains(ACCEPTED);
  }

  @Test
  void whatIsNoManifestIsNotPutBack() {
    registry.push(KEY, ACCEPTED, "<html>Scheduled maintenance".getBytes(UTF_8));
    registry.push(KEY, OVER);

    assertThat(restore())
        .isInstanceOfSatisfying(
            RestoreResult.Ended.class,
            ended -> {
              assertThat(ended.reason()).isEqualTo(Reason.RESTORE_FAILED);
              assertThat(ended.detail())
                  .startsWith(KEY + " was not put back on " + ACCEPTED)
                  .contains("Scheduled maintenance");
            });
    assertThat(registry.shows(KEY)).contains(OVER);
  }

  private RestoreResult restore() {
    return new Restorer(registry)
        .restore(
            KEY, new Intent.Restore(ACCEPTED, OVER, CAUSE), Optional.of(OVER), KnownManifests.NONE);
  }
}
