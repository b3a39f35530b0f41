package dev.tagfast.gate;

import dev.tagfast.image.Digest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sentences of the gate. Each is one line: containerd and BuildKit show {@code message} alone,
 * and skopeo the first error alone.
 */
final class GateText {
  private static final int MOST_NAMED = 3;

  private GateText() {}

  static String overwrite(GateFacts facts, Digest held) {
    return protectedTag(facts)
        + " and %s %s; this push has %s. Nothing was changed. %s"
            .formatted(
                facts.isAccepted() ? "is held to" : "shows",
                held,
                facts.pushed().digest(),
                wayOut(facts));
  }

  static String guardedOverwrite(GateFacts facts) {
    return protectedTag(facts)
        + " and has another image. Nothing was changed. Push under another tag, or ask who runs"
        + " Tagfast to accept "
        + facts.pushed().digest()
        + ".";
  }

  static String overwriteWarning(GateFacts facts, Digest held) {
    return "%s was overwritten: it is protected (%s) and was held to %s; this push has %s. %s"
        .formatted(
            facts.key(),
            facts.policy().origin(),
            held,
            facts.pushed().digest(),
            facts.policy().guard() == GatePolicy.Guard.WARN
                ? "The policy only alerts."
                : "Tagfast only observes (tagfast.mode).");
  }

  static String underWay(GateFacts facts, String digest) {
    return protectedTag(facts)
        + ", and another first push of it is under way%s. Nothing was changed; push again when that one has ended."
            .formatted(digest);
  }

  static String delete(List<DeleteJudge.Affected> tags) {
    return "%s (%s), so it is not deleted. Nothing was changed. Let the policy say mode: Alert or Moving, or delete it at the registry itself."
        .formatted(named(tags), tags.getFirst().policy().origin());
  }

  static String deleteWarning(List<DeleteJudge.Affected> tags) {
    return "%s (%s), and was deleted all the same: the policy only alerts, or Tagfast only observes (tagfast.mode)."
        .formatted(named(tags), tags.getFirst().policy().origin());
  }

  private static String protectedTag(GateFacts facts) {
    return "%s is protected (%s)".formatted(facts.key(), facts.policy().origin());
  }

  private static String wayOut(GateFacts facts) {
    return facts
        .approval()
        .map(
            command ->
                "Push under another tag, or have it approved and push again: %s%s"
                    .formatted(command, facts.pushed().digest()))
        .orElse("Push under another tag, or change the policy of this one.");
  }

  private static String named(List<DeleteJudge.Affected> tags) {
    String names =
        tags.stream()
            .limit(MOST_NAMED)
            .map(tag -> tag.key().toString())
            .collect(Collectors.joining(", "));
    int more = tags.size() - MOST_NAMED;
    return "%s%s %s protected"
        .formatted(
            names, more > 0 ? " and " + more + " more" : "", tags.size() == 1 ? "is" : "are");
  }
}
