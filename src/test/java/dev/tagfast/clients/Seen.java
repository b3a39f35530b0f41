package dev.tagfast.clients;

import java.util.List;

/**
 * What Tagfast said and noted of one action.
 *
 * @param reports {@code tag kind}, e.g. {@code today rollout.started}
 * @param moves {@code tag reason}, e.g. {@code 1.0.0 Reattested}
 */
record Seen(List<String> reports, List<String> moves) {
  private static final List<String> ALERTS =
      List.of("overwritten", "notrestored", "tag.held", "digestgone", "rollout.held");

  /** The reports that wake a person. */
  List<String> alerts() {
    return reports.stream().filter(it -> ALERTS.stream().anyMatch(it::endsWith)).toList();
  }

  /** The tags whose followers got another digest. */
  List<String> rollouts() {
    return reports.stream()
        .filter(it -> it.endsWith(" rollout.started"))
        .map(it -> it.substring(0, it.indexOf(' ')))
        .toList();
  }
}
