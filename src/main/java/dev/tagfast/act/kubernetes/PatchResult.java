package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.FieldConflict;
import java.util.List;

/** The API server's answer to a patch. A server that cannot be asked is an exception. */
sealed interface PatchResult {
  /** The whole patch was applied. */
  record Patched() implements PatchResult {}

  /** The workload does not exist any more (404). */
  record Gone() implements PatchResult {}

  /** Others changed the workload at the same time, again and again (409). */
  record Conflict() implements PatchResult {}

  /**
   * A test of the patch failed, or the resulting object is invalid. Both are 422, and the messages
   * differ between versions. Only a second read of the workload tells which it is.
   */
  record Unprocessable(String message) implements PatchResult {}

  /** Other managers own fields of an apply (409), and not all of them may be taken. */
  record Owned(List<FieldConflict> conflicts) implements PatchResult {}

  /** RBAC, or an admission plugin of the server itself, does not allow the patch (403). */
  record Forbidden(String message) implements PatchResult {}

  /** An admission policy refuses the patch, with a status of its choice. */
  record Denied(String message) implements PatchResult {}

  /**
   * The patch of this workload failed on the server's side, e.g. in a webhook that does not answer.
   * Patches of other workloads may succeed.
   */
  record Failed(String message) implements PatchResult {}

  /** Any other rejection that a repeat would not change. */
  record Rejected(String message) implements PatchResult {}
}
