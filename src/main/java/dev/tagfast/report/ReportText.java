package dev.tagfast.report;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders a report as sentences for people: what happened, who did it, what Tagfast did, what to do
 * next.
 *
 * <p>Names stand in backticks. Text from outside is cleaned and cannot end a backtick span. Nothing
 * is escaped for a particular receiver yet.
 */
public final class ReportText {
  private static final int LONGEST_DETAIL = 500;
  private static final int LONGEST_NAME = 128;

  private ReportText() {}

  /**
   * The sentences, most important first, each on one line.
   *
   * @param object the tag's {@code ImageTag}, if there is one
   */
  public static List<String> of(Report report, Optional<ImageTagObject> object) {
    return Stream.of(
            Optional.of(what(report)),
            Optional.of(who(report.cause())),
            Optional.of(detail(report.detail())).filter(text -> !text.isBlank()),
            next(report, object))
        .flatMap(Optional::stream)
        .toList();
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
          "The tag %s is held: nothing moves while a policy that could speak of it is invalid."
              .formatted(tag);
      case ACCEPTED_DIGEST_GONE ->
          "The registry no longer has %s, the accepted digest of %s: no new pod can pull it."
              .formatted(digest(report.from().or(report::to)), tag);
      case TAG_RESTORED -> "The tag %s was put back: from %s to %s.".formatted(tag, from, to);
      case TAG_RETURNED -> "The tag %s shows its accepted digest %s again.".formatted(tag, to);
      case TAG_DELETED -> "The tag %s is gone from its registry; it was %s.".formatted(tag, from);
      case ROLLOUT_HELD -> "%s was not moved to %s of %s.".formatted(workload(report), to, tag);
      case ROLLOUT_STARTED ->
          "%s is being rolled out: %s from %s to %s.".formatted(workload(report), tag, from, to);
      case TAG_ACCEPTED ->
          "The accepted digest of %s is %s from now on; it was %s.".formatted(tag, to, from);
    };
  }

  private static String who(Cause cause) {
    return cause
        .actor()
        .map(
            actor ->
                "By %s, says %s."
                    .formatted(
                        code(UntrustedText.clean(actor, LONGEST_NAME)), code(cause.source())))
        .orElseGet(() -> "Nobody is named; seen through %s.".formatted(code(cause.source())));
  }

  /**
   * The detail may quote text from outside. Its backticks are replaced, so that it opens no span.
   */
  private static String detail(String detail) {
    return UntrustedText.clean(detail.strip(), LONGEST_DETAIL).replace('`', '\'');
  }

  private static Optional<String> next(Report report, Optional<ImageTagObject> object) {
    return switch (report.kind()) {
      case TAG_OVERWRITTEN, TAG_NOT_RESTORED ->
          report
              .to()
              .map(
                  seen ->
                      "If that is right, accept this one digest: "
                          + code(accept(report.key(), seen, object))
                          + ". If it is not, push the accepted image again.");
      case TAG_HELD -> Optional.of("Find and mend it: `kubectl get tagpolicies`.");
      case ACCEPTED_DIGEST_GONE ->
          Optional.of("Push that image again, or accept a digest that the registry has.");
      case TAG_RESTORED, TAG_RETURNED, TAG_DELETED, ROLLOUT_HELD, ROLLOUT_STARTED, TAG_ACCEPTED ->
          Optional.empty();
    };
  }

  private static String accept(TagKey key, Digest seen, Optional<ImageTagObject> object) {
    // --overwrite: otherwise the command fails on the annotation of an earlier approval.
    String command = "kubectl annotate --overwrite imagetag %s " + ImageTag.ACCEPT + "=" + seen;
    return object
        .map(it -> command.formatted(it.name() + " -n " + it.namespace()))
        .orElseGet(() -> command.formatted("<name of the ImageTag of " + key + ">"));
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

  private static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }
}
