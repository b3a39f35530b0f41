package dev.tagfast.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A mistake that somebody could make in the core. A model that does not find it could not find
 * anything like it either.
 *
 * @param name what is wrong, as a sentence
 * @param file the class, below the folder of the sources
 * @param text stands there once
 * @param wrong what stands there instead
 */
record DeliberateFault(String name, String file, String text, String wrong) {
  private static final Path SOURCES = Path.of("src/main/java/dev/tagfast");

  /** All of them. Which one a change of the core removes, its author replaces. */
  static final List<DeliberateFault> ALL =
      List.of(
          // decide
          fault(
              "an overwrite is not quarantined",
              "decide/OverwriteJudge",
              "draft.quarantine(shown);",
              ""),
          fault(
              "subscribers follow an overwrite under Reject",
              "decide/OverwriteJudge",
              "boolean follow = !reject && treatment.follow()",
              "boolean follow = treatment.follow()"),
          fault(
              "subscribers follow although the rule holds them",
              "decide/OverwriteJudge",
              "boolean follow = !reject && treatment.follow()",
              "boolean follow = !reject"),
          fault(
              "an overwrite is told as something else",
              "decide/OverwriteJudge",
              "ReportKind.TAG_OVERWRITTEN,",
              "ReportKind.TAG_RETURNED,"),
          fault(
              "a tag is restored as often as somebody pushes",
              "decide/OverwriteJudge",
              "!draft.isRestoreAllowed()",
              "false"),
          fault(
              "a restore is never counted", "decide/EntryDraft", "restores.add(facts.now());", ""),
          fault(
              "a tag is restored to a digest that nobody vouches for",
              "ledger/AcceptedDigest",
              "return seen && provenance.isProven();",
              "return seen;"),
          fault(
              "the shown digest is compared the wrong way round",
              "decide/Judge",
              "return accepted.get().digest().equals(shown)",
              "return !accepted.get().digest().equals(shown)"),
          fault(
              "a return is never recorded",
              "decide/Judge",
              "if (draft.hasPendingRestoreTo(shown)) {",
              "if (true) {"),
          fault("a deletion is never recorded", "decide/Judge", "draft.recordDeletion();", ""),
          fault(
              "an overwrite is told at each look",
              "decide/OverwriteJudge",
              "if (alreadyDecided) {",
              "if (false) {"),
          fault(
              "generations are not counted", "decide/EntryDraft", "builder.nextGeneration();", ""),
          fault(
              "a tag is never marked for another look",
              "decide/EntryDraft",
              "    lookAgain = true;\n",
              "    lookAgain = false;\n"),
          fault(
              "a claimed overwrite is not told",
              "decide/Claims",
              "} else if (isNews(each) && draft.reportClaim(each)) {",
              "} else if (false) {"),
          fault(
              "what an event claims counts as what the tag shows",
              "resolve/Resolver",
              "new Sighting.Seen(digest, mediaType,",
              "new Sighting.Seen(eventDigest.orElse(digest), mediaType,"),
          fault(
              "the policy is not asked again before a rollout",
              "pipeline/IntentExecutor",
              "yield !patches || mayRollOut(entry)",
              "yield true"),
          // ledger
          fault(
              "a person who accepts one digest lets every other in",
              "ledger/Acceptances",
              ".filter(acceptance -> acceptance.digest().equals(digest))",
              ""),
          fault(
              "an acceptance has no end",
              "ledger/RememberedAcceptance",
              "now.isBefore(end())",
              "Instant.MIN.isBefore(end())"),
          fault(
              "an acceptance lets its digest in again and again",
              "ledger/RememberedAcceptance",
              "return used.isEmpty() && ",
              "return "),
          fault(
              "who approves one digest lets every other in",
              "ledger/Acceptances",
              ".filter(approval -> approval.digest().equals(digest))",
              ""),
          fault(
              "an approval has no end",
              "ledger/approval/UsedApprovals",
              "return !approval.isOver(now)",
              "return true"),
          fault(
              "an approval lets its digest in again and again",
              "ledger/approval/UsedApprovals",
              "&& find(approval).isEmpty()",
              ""),
          fault(
              "the first digest is trusted whatever speaks against it",
              "decide/FirstContact",
              "if (!others.isEmpty()) {",
              "if (false) {"),
          fault(
              "a later event proves what an earlier one spoke against",
              "decide/Judge",
              "facts.isVouchedFor(shown) && !opposed",
              "facts.isVouchedFor(shown)"),
          fault(
              "the policy is not asked again before a restore",
              "decide/RestoreCondition",
              "if (treatment.mode() != TagMode.REJECT || !treatment.restore()) {",
              "if (false) {"),
          fault(
              "a new verdict drops reports that are owed",
              "ledger/TagEntryBuilder",
              "case Intent.Tell _, Intent.Anchor _ -> false;",
              "case Intent.Tell _, Intent.Anchor _ -> true;"),
          fault(
              "a write does not compare the version",
              "ledger/store/MemoryTagLedger",
              "return before.map(Versioned::version).equals(version)",
              "return true"),
          // pipeline
          fault(
              "the ledger is read again right before it is written",
              "pipeline/Recorder",
              "ledger.write(written, before.map(TagLedger.Versioned::version))",
              "ledger.write(written, ledger.read(written.key()).map(TagLedger.Versioned::version))"),
          fault(
              "the outbox is not written before the effect",
              "pipeline/Recorder",
              "ledger.write(written, before.map(",
              "ledger.write(written.change().done(written.outbox()).build(), before.map("),
          fault(
              "a lease never ends",
              "pipeline/Recorder",
              "isBefore(lease.until())",
              "isBefore(lease.until().plusSeconds(1L << 40))"),
          fault(
              "what a dead process left open is never taken over",
              "pipeline/Recorder",
              "boolean takeOver = !open.isEmpty() && !inProgressElsewhere;",
              "boolean takeOver = false;"),
          fault(
              "what was done is never closed",
              "pipeline/ExecutionResult",
              "current.change().done(done)",
              "current.change()"),
          fault(
              "a report that nobody took counts as told",
              "pipeline/ExecutionResult",
              "if (delivered) {",
              "if (true) {"),
          fault(
              "what was told before is told again",
              "pipeline/ToldConditions",
              "return found.add(condition) && !before.contains(condition);",
              "return found.add(condition);"),
          fault(
              "workloads are patched in mode observe",
              "pipeline/IntentExecutor",
              "boolean observeOnly = settings.mode() == Mode.OBSERVE;",
              "boolean observeOnly = false;"),
          fault(
              "a digest that the registry dropped is rolled out",
              "pipeline/AcceptedImageCheck",
              "if (asks && isAbsent(repository, target.digest())) {",
              "if (false) {"),
          // act
          fault(
              "a restore undoes whatever the tag shows",
              "act/restore/Restorer",
              "if (shown.filter(intent.over()::equals).isPresent()) {",
              "if (true) {"),
          fault(
              "a digest that a person wrote is overwritten",
              "act/rollout/ContainerPlan",
              ": personHolds(container, to);",
              ": new Pin(container, false);"),
          fault(
              "a digest is put back without end",
              "act/rollout/ContainerPlan",
              "notes.repins(container.name(), now).size() < MOST_REPINS",
              "true"),
          // reconcile
          fault(
              "one tag that fails ends a reconcile",
              "reconcile/Reconcile",
              "return Optional.of(String.valueOf(e.getMessage()));",
              "throw e;"),
          fault(
              "what a process began and did not live to tell is not told",
              "pipeline/RolloutWatch",
              "if (!isUntold(started)) {",
              "if (true) {"),
          fault(
              "a protected tag that nobody follows is forgotten",
              "reconcile/Retention",
              "if (idle && !isProtected(entry)) {",
              "if (idle) {"));

  private static DeliberateFault fault(String name, String file, String text, String wrong) {
    return new DeliberateFault(name, file, text, wrong);
  }

  String className() {
    return "dev.tagfast." + file.replace('/', '.');
  }

  /**
   * The source with the mistake in it.
   *
   * @throws IllegalStateException if the text does not stand there once
   */
  String source() {
    Path path = SOURCES.resolve(file + ".java");
    try {
      String source = Files.readString(path);
      int first = source.indexOf(text);
      if (first < 0 || source.indexOf(text, first + 1) >= 0) {
        throw new IllegalStateException(
            "%s must contain this once: %s\nIt changed, so \"%s\" is a mistake in nothing: find its place again in DeliberateFault"
                .formatted(path, text, name));
      }
      return source.replace(text, wrong);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
