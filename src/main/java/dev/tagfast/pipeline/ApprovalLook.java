package dev.tagfast.pipeline;

import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Judge;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.Approvals;
import java.util.List;
import java.util.Optional;

/**
 * The approvals of one tag during one look at it. They are read at most once, and only where they
 * could change the verdict: nobody pays for them on the usual way.
 */
final class ApprovalLook {
  private final Approvals approvals;
  private final TagKey key;
  private Optional<List<Approval>> read = Optional.empty();

  ApprovalLook(Approvals approvals, TagKey key) {
    this.approvals = approvals;
    this.key = key;
  }

  /** Reads them whatever the verdict: reconcile knows that there are some. */
  void begin() {
    read = read.or(() -> Optional.of(approvals.of(key)));
  }

  /** Decides without them, and once more with them where they could change the verdict. */
  Decision decide(
      Recorder recorder, PushEvent event, Evidence evidence, Optional<TagEntry> before) {
    Decision decision = recorder.decide(event, evidence, before, read.orElse(List.of()));
    boolean reads =
        read.isEmpty()
            && !event.isReconcile()
            && Judge.asksForApproval(evidence.sighting(), decision, before);
    if (!reads) {
      return decision;
    }
    begin();
    List<Approval> given = read.orElse(List.of());
    return given.isEmpty() ? decision : recorder.decide(event, evidence, before, given);
  }

  /** Says on the objects what became of them. */
  void tell(Optional<TagEntry> entry) {
    read.filter(those -> !those.isEmpty())
        .ifPresent(
            those -> approvals.tell(those, Acceptances.of(entry).approvals(), entry.isPresent()));
  }
}
