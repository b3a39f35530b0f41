package dev.tagfast.report;

import dev.tagfast.act.rollout.GitPlace;
import dev.tagfast.act.rollout.Proposal;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportId;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.manifest.Platform;
import dev.tagfast.manifest.PlatformChild;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tests of this folder report. */
public final class Samples {
  public static final TagKey KEY =
      new TagKey(Repository.parse("registry.example:5000/pizza"), new Tag("2018-05-12"));
  public static final Digest FORMAGGI = new Digest("sha256:" + "3f2a9c1d".repeat(8));
  public static final Digest HAWAII = new Digest("sha256:" + "b7e40c55".repeat(8));
  public static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
  public static final Workload SHOP =
      new Workload("apps/v1", "Deployment", "shop", "pizza", "uid-of-pizza");

  private Samples() {}

  public static Report overwritten() {
    return overwritten("mallory", "Rejected: workloads stay on the accepted digest.");
  }

  public static Report overwritten(String actor, String detail) {
    return report(
        ReportKind.TAG_OVERWRITTEN, Reason.TAG_OVERWRITTEN, actor, detail, Optional.empty());
  }

  /** The same report, with what was read of the image before and after. */
  public static Report with(Report report, ManifestFacts from, ManifestFacts to) {
    return new Report(
        report.id(),
        report.kind(),
        report.key(),
        report.reason(),
        report.from(),
        report.to(),
        Optional.of(from),
        Optional.of(to),
        report.cause(),
        report.rollout(),
        report.situation(),
        report.detail(),
        report.at());
  }

  /** An index for these platforms. */
  public static ManifestFacts index(BuildInfo build, String... platforms) {
    return new ManifestFacts(
        ManifestKind.INDEX,
        "application/vnd.oci.image.index.v1+json",
        500,
        Optional.empty(),
        Optional.empty(),
        Stream.of(platforms)
            .map(text -> new PlatformChild(FORMAGGI, Platform.parse(text).orElseThrow()))
            .toList(),
        List.of(),
        Optional.empty(),
        build);
  }

  /** A manifest that no container can run. */
  public static ManifestFacts chart(BuildInfo build) {
    return new ManifestFacts(
        ManifestKind.CHART,
        "application/vnd.oci.image.manifest.v1+json",
        500,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        build);
  }

  /** What a build says of itself. */
  public static BuildInfo build(String source, String revision, String created, String version) {
    return new BuildInfo(
        Optional.of(source), Optional.of(revision), Optional.of(created), Optional.of(version));
  }

  public static Report rollout(ReportKind kind, Reason reason) {
    RolloutResult result =
        new RolloutResult(SHOP, List.of("web"), reason, Optional.of(FORMAGGI), HAWAII, "");
    return report(kind, reason, "alice", "", Optional.of(result));
  }

  /** A change of a workload that Flux manages. */
  public static Report proposed() {
    ImageReference image = ImageReference.parse(KEY.toString());
    Proposal proposal =
        new Proposal(
            Optional.of("Flux"),
            Optional.of(new Proposal.Source("Kustomization", Optional.of("flux-system"), "shop")),
            new GitPlace(
                Optional.of("https://git.example/shop/deploy.git"),
                Optional.of("main"),
                Optional.of("apps/pizza"),
                ""),
            List.of(new Proposal.Change("web", image, image.pinnedTo(HAWAII))));
    RolloutResult result =
        new RolloutResult(
            SHOP,
            List.of("web"),
            Reason.GITOPS_MANAGED,
            Optional.empty(),
            HAWAII,
            "Flux manages the image of container web.",
            Optional.empty(),
            Optional.empty(),
            Optional.of(proposal));
    return report(
        ReportKind.ROLLOUT_PROPOSED,
        Reason.GITOPS_MANAGED,
        "alice",
        result.detail(),
        Optional.of(result));
  }

  public static Report report(
      ReportKind kind,
      Reason reason,
      String actor,
      String detail,
      Optional<RolloutResult> rollout) {
    return new Report(
        ReportId.of(
            TagEntry.blank(KEY, NOW),
            2,
            kind,
            Optional.of(FORMAGGI),
            Optional.of(HAWAII),
            rollout.map(it -> it.workload() + " " + reason.word()).orElse(reason.word())),
        kind,
        KEY,
        reason,
        Optional.of(FORMAGGI),
        Optional.of(HAWAII),
        Optional.empty(),
        Optional.empty(),
        new Cause("hub", Optional.of("event-1"), Optional.of(actor)),
        rollout,
        Optional.empty(),
        detail,
        NOW);
  }
}
