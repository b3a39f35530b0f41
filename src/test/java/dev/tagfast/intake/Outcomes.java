package dev.tagfast.intake;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Observation;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.manifest.Platform;
import dev.tagfast.manifest.PlatformChild;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Outcomes that a pipeline could return. */
public final class Outcomes {
  public static final Digest OLD = new Digest("sha256:" + "0a".repeat(32));
  public static final Digest NEW = new Digest("sha256:" + "1f".repeat(32));

  /** What the tag shows. */
  private static final ManifestFacts IMAGE =
      new ManifestFacts(
          ManifestKind.INDEX,
          "application/vnd.oci.image.index.v1+json",
          500,
          Optional.empty(),
          Optional.empty(),
          List.of(new PlatformChild(OLD, Platform.of("linux", "amd64"))),
          List.of(),
          Optional.empty(),
          new BuildInfo(
              Optional.of("https://github.com/shop/pizza"),
              Optional.of("3f2a9c1"),
              Optional.empty(),
              Optional.of("1.4.2")));

  private Outcomes() {}

  /** The registry did not show the tag. */
  public static Outcome later(PushEvent event, Reason reason, String why) {
    return new Outcome(
        event,
        Optional.empty(),
        Optional.of(new Observation.Withheld()),
        Optional.empty(),
        Optional.of(new Verdict.Later(reason, why)),
        List.of(),
        List.of());
  }

  public static Outcome unchanged(PushEvent event) {
    return new Outcome(
        event,
        Optional.empty(),
        Optional.of(new Observation.Unchanged(Optional.of(NEW))),
        Optional.of(IMAGE),
        Optional.of(new Verdict.Nothing(Reason.UNCHANGED)),
        List.of(),
        List.of());
  }

  public static Outcome moved(PushEvent event) {
    RolloutResult rollout =
        new RolloutResult(
            new Workload("apps/v1", "Deployment", "kitchen", "oven", "uid-1"),
            List.of("bake"),
            Reason.ROLLOUT_STARTED,
            Optional.of(OLD),
            NEW,
            "");
    Report report =
        new Report(
            "r-1",
            ReportKind.ROLLOUT_STARTED,
            event.key(),
            Reason.TAG_MOVED,
            Optional.of(OLD),
            Optional.of(NEW),
            Optional.empty(),
            Optional.empty(),
            Cause.of(event),
            Optional.of(rollout),
            Optional.empty(),
            "",
            Instant.EPOCH);
    return new Outcome(
        event,
        Optional.empty(),
        Optional.of(new Observation.Moved(Optional.of(OLD), NEW)),
        Optional.of(IMAGE),
        Optional.of(new Verdict.Accept(Optional.of(OLD), NEW, Reason.TAG_MOVED)),
        List.of(rollout),
        List.of(report));
  }
}
