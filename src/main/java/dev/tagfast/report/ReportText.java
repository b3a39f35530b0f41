package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report in sentences for people: what happened, who did it, what Tagfast did, what to do next.
 * Names stand in backticks, and what comes from outside cannot leave them; nothing is escaped for a
 * place yet.
 */
public final class ReportText {
  private static final int LONGEST_DETAIL = 500;
  private static final int LONGEST_NAME = 128;

  /** UTF-8 has at most three bytes for a unit of UTF-16. */
  private static final int MOST_BYTES_OF_A_UNIT = 3;

  private ReportText() {}

  /**
   * The sentences, the most important first, each one line.
   *
   * @param object the tag's {@code ImageTag}, where there is one
   */
  public static List<String> of(Report report, Optional<ImageTagObject> object) {
    return of(report, object, ImageText.full(report));
  }

  /**
   * The sentences on one line, for a place with a limit. What is known of the images is shortened
   * first, or left out; of the rest only what exceeds the limit even then is cut.
   *
   * @param longest in bytes of UTF-8
   */
  public static String line(Report report, Optional<ImageTagObject> object, int longest) {
    return Stream.of(ImageText.full(report), ImageText.brief(report))
        .flatMap(Optional::stream)
        .map(images -> line(of(report, object, Optional.of(images)), Integer.MAX_VALUE))
        .filter(line -> bytes(line) <= longest)
        .findFirst()
        .orElseGet(() -> cut(of(report, object, Optional.empty()), longest));
  }

  private static String line(List<String> sentences, int longest) {
    return UntrustedText.clean(String.join(" ", sentences), longest);
  }

  private static String cut(List<String> sentences, int longest) {
    int units = longest;
    String line = line(sentences, units);
    while (bytes(line) > longest) {
      units -= Math.ceilDiv(bytes(line) - longest, MOST_BYTES_OF_A_UNIT);
      line = line(sentences, units);
    }
    return line;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> of(
      Report report, Optional<ImageTagObject> object, Optional<String> images) {
    return parts(report, object, images).sentences();
  }

  /**
   * The sentences by what they say.
   *
   * @param object the tag's {@code ImageTag}, where there is one
   */
  public static Parts parts(Report report, Optional<ImageTagObject> object) {
    return parts(report, object, ImageText.full(report));
  }

  private static Parts parts(
      Report report, Optional<ImageTagObject> object, Optional<String> images) {
    return new Parts(
        what(report),
        Stream.of(
                images,
                who(report),
                Optional.of(detail(report.detail())).filter(text -> !text.isBlank()))
            .flatMap(Optional::stream)
            .toList(),
        next(report, object));
  }

  /**
   * The sentences of a report.
   *
   * @param what what happened
   * @param meaning what is known of the images, who did it, what it means
   * @param next what to do; empty: nothing, or the meaning has it
   */
  public record Parts(String what, List<String> meaning, Optional<String> next) {
    /** Copies the list. */
    public Parts {
      meaning = List.copyOf(meaning);
    }

    List<String> sentences() {
      return Stream.of(Stream.of(what), meaning.stream(), next.stream())
          .flatMap(all -> all)
          .toList();
    }
  }

  private static String what(Report report) {
    String tag = code(report.key().toString());
    String from = digest(report.from());
    String to = digest(report.to());
    return switch (report.kind()) {
      case TAG_OVERWRITTEN ->
          report.reason() == Reason.OVERWRITE_CLAIMED
              ? "An event claims %s for the protected tag %s, which never showed it; accepted is %s."
                  .formatted(to, tag, from)
              : "The protected tag %s was overwritten: it was %s, it now shows %s."
                  .formatted(tag, from, to);
      case TAG_NOT_RESTORED ->
          "The overwritten tag %s was not put back: accepted is %s, it shows %s."
              .formatted(tag, from, to);
      case TAG_HELD ->
          switch (report.reason()) {
            case NOT_RUNNABLE ->
                "The tag %s is held on %s: it now shows %s.".formatted(tag, from, to);
            case UNPROVEN ->
                "The protected tag %s shows %s, and nothing proves that this is the right image."
                    .formatted(tag, to);
            case LEDGER_ENTRY_UNREADABLE ->
                "The tag %s is held: nothing moves while its entry in the ledger cannot be read."
                    .formatted(tag);
            default ->
                "The tag %s is held: %s is not judged while a policy that could speak of it is invalid."
                    .formatted(tag, to);
          };
      case ACCEPTED_DIGEST_GONE ->
          "The registry no longer has %s, the accepted digest of %s: no new pod can pull it."
              .formatted(digest(report.from().or(report::to)), tag);
      case TAG_WITHHELD ->
          "The registry refuses to show the tag %s; accepted is %s.".formatted(tag, from);
      case ACCEPTANCE_PENDING ->
          report
              .to()
              .map(
                  digest ->
                      "The acceptance of %s for the tag %s has no effect now: the tag shows %s."
                          .formatted(code(digest.value()), tag, from))
              .orElse("An acceptance for the tag %s is not understood.".formatted(tag));
      case TAG_RESTORED ->
          "The tag %s was put back: from %s to %s, which it shows again.".formatted(tag, from, to);
      case TAG_RETURNED ->
          report.reason() == Reason.REATTESTED
              ? "The tag %s shows its accepted image again: %s runs the same, with other attestations."
                  .formatted(tag, to)
              : "The tag %s shows its accepted digest %s again.".formatted(tag, to);
      case TAG_DELETED -> "The tag %s is gone from its registry; it was %s.".formatted(tag, from);
      case ROLLOUT_HELD -> "%s was not moved to %s of %s.".formatted(workload(report), to, tag);
      case ROLLOUT_WAITS -> "%s is not moved to %s of %s yet.".formatted(workload(report), to, tag);
      case ROLLOUT_PROPOSED ->
          "%s is to be moved to %s of %s by its owner.".formatted(workload(report), to, tag);
      case ROLLOUT_OBSERVED ->
          report.reason() == Reason.DRY_RUN
              ? "%s would be brought to %s of %s.".formatted(workload(report), to, tag)
              : "%s would be brought to %s of %s in mode act.".formatted(workload(report), to, tag);
      case DRIFT_FOUND ->
          "%s drifts: its pods run different images of %s.".formatted(workload(report), tag);
      case DRIFT_ENDED ->
          "The pods of %s run one image of %s again.".formatted(workload(report), tag);
      case ROLLOUT_STARTED ->
          report.from().isPresent()
              ? "%s is being rolled out: %s from %s to %s."
                  .formatted(workload(report), tag, from, to)
              : "%s was not pinned and is being rolled out: %s is pinned to %s."
                  .formatted(workload(report), tag, to);
      case ROLLOUT_COMPLETED ->
          "The rollout of %s is complete: all its pods run %s of %s.%s"
              .formatted(workload(report), to, tag, took(report));
      case ROLLOUT_FAILED ->
          "The rollout of %s failed: its pods do not run %s of %s."
              .formatted(workload(report), to, tag);
      case ROLLOUT_ROLLED_BACK ->
          "%s was rolled back: %s of %s failed, it goes back to %s."
              .formatted(workload(report), from, tag, to);
      case TAG_ACCEPTED ->
          "The accepted digest of %s is %s from now on; %s."
              .formatted(tag, to, report.from().isPresent() ? "it was " + from : "it had none");
    };
  }

  private static Optional<String> who(Report report) {
    Cause cause = report.cause();
    Optional<String> actor =
        cause.actor().map(name -> code(UntrustedText.clean(name, LONGEST_NAME)));
    if (report.kind() == ReportKind.ACCEPTANCE_PENDING) {
      return actor.map("It was written by %s."::formatted);
    }
    if (cause.isPerson()) {
      return Optional.of(actor.map("Accepted by %s."::formatted).orElse("Accepted by a person."));
    }
    if (report.kind() == ReportKind.TAG_RESTORED) {
      return actor.map(
          name -> "%s had overwritten it, says %s.".formatted(name, code(cause.source())));
    }
    return Optional.of(
        actor
            .map(name -> "By %s, says %s.".formatted(name, code(cause.source())))
            .orElseGet(() -> "Nobody is named; seen through %s.".formatted(code(cause.source()))));
  }

  /**
   * The detail as a sentence of its own. It may quote others: without a backtick it opens no span.
   */
  private static String detail(String detail) {
    return Sentence.of(UntrustedText.clean(detail, LONGEST_DETAIL).replace('`', '\''));
  }

  private static Optional<String> next(Report report, Optional<ImageTagObject> object) {
    return switch (report.kind()) {
      case TAG_OVERWRITTEN, TAG_NOT_RESTORED ->
          report
              .to()
              .map(
                  seen ->
                      saysWhatToDo(report)
                          ? "To accept what it shows: "
                              + code(accept(report.key(), seen, object))
                              + "."
                          : "If that is right, accept this one digest: "
                              + code(accept(report.key(), seen, object))
                              + (report.situation().filter(Situation::putBack).isPresent()
                                  ? ", and push it again: the tag is put back."
                                  : ". If it is not, push the accepted image again."));
      case TAG_HELD ->
          switch (report.reason()) {
            case NOT_RUNNABLE ->
                Optional.of(
                    "Push an image under that tag again; charts and artifacts need a tag of their"
                        + " own.");
            case LEDGER_ENTRY_UNREADABLE -> Optional.empty(); // Its detail has the command.
            default -> Optional.of("Find and mend it: `kubectl get tagpolicies`.");
          };
      case ACCEPTED_DIGEST_GONE ->
          Optional.of("Push that image again, or accept a digest that the registry has.");
      case TAG_WITHHELD ->
          Optional.of("Every reconcile looks again: nothing is lost while it is repaired.");
      case ACCEPTANCE_PENDING,
          TAG_RESTORED,
          TAG_RETURNED,
          TAG_DELETED,
          ROLLOUT_HELD,
          ROLLOUT_WAITS,
          ROLLOUT_PROPOSED,
          ROLLOUT_OBSERVED,
          DRIFT_FOUND,
          DRIFT_ENDED,
          ROLLOUT_STARTED,
          ROLLOUT_COMPLETED,
          ROLLOUT_FAILED,
          ROLLOUT_ROLLED_BACK,
          TAG_ACCEPTED ->
          Optional.empty();
    };
  }

  /** Whether its detail has the choice already, so that only the command is missing. */
  private static boolean saysWhatToDo(Report report) {
    return switch (report.reason()) {
      case RESTORE_UNARMED, RESTORE_UNPROVEN, RESTORE_FROZEN -> true;
      default -> false;
    };
  }

  private static String accept(TagKey key, Digest seen, Optional<ImageTagObject> object) {
    // --overwrite: an annotation left from an earlier approval is no reason to fail now.
    String command = "kubectl annotate --overwrite imagetag %s " + ImageTag.ACCEPT + "=" + seen;
    return object
        .map(it -> command.formatted(it.name() + " -n " + it.namespace()))
        .orElseGet(() -> command.formatted("<name of the ImageTag of " + key + ">"));
  }

  private static String took(Report report) {
    return report
        .rollout()
        .flatMap(RolloutResult::took)
        .map(took -> " It took " + Math.ceilDiv(took.toMillis(), 1000) + " s from the push.")
        .orElse("");
  }

  private static String workload(Report report) {
    return report
        .rollout()
        .map(
            rollout ->
                code(rollout.workload().toString())
                    + rollout.containers().stream()
                        .map(ReportText::code)
                        .collect(Collectors.joining(", ", " (container ", ")")))
        .orElse("A workload");
  }

  private static String digest(Optional<Digest> digest) {
    return digest.map(known -> code(known.value())).orElse("nothing");
  }

  static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }
}
