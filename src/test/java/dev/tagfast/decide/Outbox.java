package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import java.util.List;

/** What an entry's outbox demands, by kind. */
final class Outbox {
  private Outbox() {}

  static List<Digest> rollouts(TagEntry entry) {
    return of(entry, Intent.Rollout.class).stream().map(Intent.Rollout::to).toList();
  }

  static List<Intent.Restore> restores(TagEntry entry) {
    return of(entry, Intent.Restore.class);
  }

  static List<Intent.Tell> reports(TagEntry entry) {
    return of(entry, Intent.Tell.class);
  }

  static List<ReportKind> reportKinds(TagEntry entry) {
    return reports(entry).stream().map(tell -> ReportKind.valueOf(tell.kind())).toList();
  }

  static List<Digest> anchors(TagEntry entry) {
    return of(entry, Intent.Anchor.class).stream().map(Intent.Anchor::digest).toList();
  }

  private static <T extends Intent> List<T> of(TagEntry entry, Class<T> kind) {
    return entry.outbox().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
