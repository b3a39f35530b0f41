package dev.tagfast.pipeline;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportId;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.report.Reporter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of an event whose tag has an unreadable entry: it is acknowledged, and people are
 * told. There is no outbox to remember that they were: each look tells it again with the same id,
 * and {@link Reporter} drops what this process has delivered.
 */
@ApplicationScoped
class UnreadableEntries {
  private final Reporter reporter;
  private final InstantSource clock;

  UnreadableEntries(Reporter reporter, InstantSource clock) {
    this.reporter = reporter;
    this.clock = clock;
  }

  Outcome report(PushEvent event, UnreadableEntry entry) {
    Report report =
        new Report(
            ReportId.of(
                TagEntry.blank(entry.key(), Instant.EPOCH),
                entry.generation(),
                ReportKind.TAG_HELD,
                Optional.empty(),
                Optional.empty(),
                String.valueOf(entry.getMessage())),
            ReportKind.TAG_HELD,
            entry.key(),
            Reason.LEDGER_ENTRY_UNREADABLE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Cause.of(event),
            Optional.empty(),
            Optional.empty(),
            String.valueOf(entry.getMessage()),
            clock.instant());
    reporter.tell(report);
    return outcome(event, entry, List.of(report));
  }

  /** Without telling anybody. */
  static Outcome outcome(PushEvent event, UnreadableEntry entry, List<Report> reports) {
    return new Outcome(
        event,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Verdict.Later(Reason.LEDGER_ENTRY_UNREADABLE, String.valueOf(entry.getMessage()))),
        List.of(),
        reports);
  }
}
