package dev.tagfast.pipeline;

import dev.tagfast.act.restore.Anchorer;
import dev.tagfast.act.restore.Restorer;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.TagRemoval;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.resolve.Resolver;
import dev.tagfast.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** The real pipeline between fakes, as one process has it. */
public final class Pipelines {
  private Pipelines() {}

  /** A process that has just started. */
  public static <C extends Subscribers & Rollouts> PushPipeline pipeline(
      RegistryClient registry,
      C cluster,
      TagLedger ledger,
      PolicySource policies,
      Reporter reporter,
      Settings settings,
      InstantSource clock) {
    return pipeline(
        registry,
        cluster,
        ledger,
        policies,
        reporter,
        settings,
        clock,
        new Metrics(new SimpleMeterRegistry()));
  }

  /** A process that has just started and counts here. */
  public static <C extends Subscribers & Rollouts> PushPipeline pipeline(
      RegistryClient registry,
      C cluster,
      TagLedger ledger,
      PolicySource policies,
      Reporter reporter,
      Settings settings,
      InstantSource clock,
      Metrics metrics) {
    return pipeline(
        registry,
        cluster,
        ledger,
        policies,
        reporter,
        settings,
        clock,
        metrics,
        new LaterLooks(settings, (_, _) -> {}));
  }

  /** A process that has just started, and whose second looks the test starts. */
  public static <C extends Subscribers & Rollouts> PushPipeline pipeline(
      RegistryClient registry,
      C cluster,
      TagLedger ledger,
      PolicySource policies,
      Reporter reporter,
      Settings settings,
      InstantSource clock,
      Metrics metrics,
      LaterLooks laterLooks) {
    return pipeline(
        registry,
        cluster,
        ledger,
        policies,
        reporter,
        settings,
        clock,
        metrics,
        laterLooks,
        Approvals.NONE);
  }

  /** The same in a cluster that has these approvals. */
  public static <C extends Subscribers & Rollouts> PushPipeline pipeline(
      RegistryClient registry,
      C cluster,
      TagLedger ledger,
      PolicySource policies,
      Reporter reporter,
      Settings settings,
      InstantSource clock,
      Metrics metrics,
      LaterLooks laterLooks,
      Approvals approvals) {
    Recorder recorder = new Recorder(ledger, settings, clock);
    RegistryCatalog catalog = new RegistryCatalog(settings);
    Keeping keeping = new Keeping(catalog, policies);
    EvidenceCollector evidence =
        new EvidenceCollector(policies, new ManifestLookup(registry), registry, catalog, keeping);
    Resolver resolver = new Resolver(registry);
    IntentExecutor executor =
        new IntentExecutor(
            cluster,
            new Restorer(registry),
            new Anchorer(registry, removal(registry), ledger),
            keeping,
            new AcceptedImageCheck(registry),
            reporter,
            recorder,
            evidence,
            new Situations(settings, clock),
            metrics,
            settings,
            clock);
    return new PushPipeline(
        new TagLook(resolver, evidence, recorder, executor, approvals),
        resolver,
        evidence,
        cluster,
        recorder,
        cluster,
        laterLooks,
        new UnreadableEntries(reporter, clock),
        metrics,
        approvals);
  }

  /** Most fakes remove nothing. */
  private static TagRemoval removal(RegistryClient registry) {
    return registry instanceof TagRemoval able
        ? able
        : (repository, tag) -> new RegistryAnswer.Denied<>("it removes no tags");
  }
}
