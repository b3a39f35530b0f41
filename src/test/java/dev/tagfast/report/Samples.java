package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportId;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the tests of this folder report. */
public final class Samples {
  public static final TagKey KEY =
      new TagKey(Repository.parse("registry.example:5000/pizza"), new Tag("2018-05-12"));
  public static final Digest FORMAGGI = new Digest("sha256:" + "3f2a9c1d".repeat(8));
  public static final Digest HAWAII = new Digest("sha256:" + "b7e40c55".repeat(8));
  public static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
  public static final Workload SHOP = new Workload("Deployment", "shop", "pizza", "uid-of-pizza");

  private Samples() {}

  public static Report overwritten() {
    return overwritten("mallory", "Rejected: workloads stay on the accepted digest.");
  }

  public static Report overwritten(String actor, String detail) {
    return report(
        ReportKind.TAG_OVERWRITTEN, Reason.TAG_OVERWRITTEN, actor, detail, Optional.empty());
  }

  public static Report rollout(ReportKind kind, Reason reason) {
    RolloutResult result =
        new RolloutResult(SHOP, List.of("web"), reason, Optional.of(FORMAGGI), HAWAII, "");
    return report(kind, reason, "alice", "", Optional.of(result));
  }

  public static Report report(
      ReportKind kind,
      Reason reason,
      String actor,
      String detail,
      Optional<RolloutResult> rollout) {
    return new Report(
        ReportId.of(
            KEY,
            2,
            kind,
            rollout
                .map(it -> it.workload() + " " + it.to() + " " + reason.word())
                .orElse(reason.word())),
        kind,
        KEY,
        reason,
        Optional.of(FORMAGGI),
        Optional.of(HAWAII),
        new Cause("hub", Optional.of("event-1"), Optional.of(actor)),
        rollout,
        detail,
        NOW);
  }
}
