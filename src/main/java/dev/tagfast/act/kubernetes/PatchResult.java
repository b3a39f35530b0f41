package dev.tagfast.act.kubernetes;

/** What the API server answered to a patch. That it could not be asked is an exception. */
sealed interface PatchResult {
  /** Done, all of it. */
  record Patched() implements PatchResult {}

  /** There is no such workload any more. */
  record Gone() implements PatchResult {}

  /** Somebody wrote at the same time, again and again (409). */
  record Conflict() implements PatchResult {}

  /**
   * A test of the patch failed, or what it makes is not valid: both are 422, and the words differ
   * between versions, so only a second look at the workload tells which.
   */
  record Unprocessable(String said) implements PatchResult {}

  /** Roles or admission do not let us. */
  record Forbidden(String said) implements PatchResult {}

  /** Any other refusal that will not go away by itself. */
  record Rejected(String said) implements PatchResult {}
}
