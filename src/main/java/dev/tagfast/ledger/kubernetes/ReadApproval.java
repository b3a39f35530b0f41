package dev.tagfast.ledger.kubernetes;

import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.ApprovalStatus;
import java.util.Optional;

/** A {@code TagApproval} object as it was read. */
sealed interface ReadApproval {
  /** One that is understood. */
  record Understood(Approval approval) implements ReadApproval {}

  /**
   * One that accepts nothing, which its author is told.
   *
   * @param told what its status says
   * @param problem what is wrong and what to do, a sentence
   */
  record Misunderstood(String name, String version, Optional<ApprovalStatus> told, String problem)
      implements ReadApproval {}
}
