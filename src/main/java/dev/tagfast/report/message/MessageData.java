package dev.tagfast.report.message;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sha256;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.report.Report;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What templates can write: {@code docs/messages.md} lists the names, and a test compares. It has
 * maps, lists and texts alone, so that a template can call nothing, and a native executable needs
 * no reflection. All text is written in the dialect of the service.
 */
final class MessageData {
  private static final int LONGEST_TITLE = 120;
  private static final int LONGEST_SUMMARY = 1_000;
  private static final int ID_BYTES = 16;

  /** Alertmanager forgets an alert that nobody repeats; this one is ended by its own report. */
  private static final Duration LASTS = Duration.ofDays(7);

  private MessageData() {}

  static Map<String, Object> of(
      List<Report> group, MessageText text, List<Link> links, Receiver receiver) {
    Dialect dialect = receiver.service().dialect();
    Report first = group.getFirst();
    Incident incident = Incident.of(first);
    String title = title(group);
    List<Map<String, Object>> lines = lines(text.lines(), dialect);
    Map<String, Object> data = new HashMap<>();
    data.put("id", id(group));
    data.put("key", incident.key());
    data.put("resolved", incident.isOver());
    data.put("alerts", alerts(first.kind(), incident));
    data.put("kind", Incident.word(first.kind()));
    data.put("reason", first.reason().word());
    data.put("severity", incident.isOver() ? "info" : Incident.severity(first.kind()));
    data.putAll(colour(incident.isOver() ? "info" : Incident.severity(first.kind())));
    data.put("title", dialect.plain(title));
    data.put("titlePlain", dialect.bare(title));
    data.put(
        "summary",
        UntrustedText.clean(
            Phrase.bare(Phrase.of(text.what().getFirst()), dialect), LONGEST_SUMMARY));
    data.put("what", lines(text.what(), dialect));
    data.put("meaning", lines(text.meaning(), dialect));
    data.put("next", lines(text.next(), dialect));
    data.put("lines", lines);
    data.put("text", joined(lines, "text"));
    data.put("plain", joined(lines, "plain"));
    data.put("links", links.stream().map(link -> link(link, dialect)).toList());
    data.put("image", dialect.plain(first.key().toString()));
    data.put("registry", dialect.plain(first.key().repository().host()));
    data.put("repository", dialect.plain(first.key().repository().path()));
    data.put("tag", dialect.plain(first.key().tag().value()));
    data.put("from", first.from().map(Digest::value).orElse(""));
    data.put("to", first.to().map(Digest::value).orElse(""));
    data.put("actor", dialect.plain(first.cause().actor().orElse("")));
    data.put("source", dialect.plain(first.cause().source()));
    Optional<Workload> workload = first.rollout().map(RolloutResult::workload);
    data.put("namespace", dialect.plain(workload.map(Workload::namespace).orElse("")));
    data.put("workload", dialect.plain(workload.map(Workload::toString).orElse("")));
    data.put(
        "workloads",
        group.stream()
            .flatMap(report -> report.rollout().stream())
            .map(result -> dialect.plain(result.workload().toString()))
            .toList());
    data.put("time", first.at().truncatedTo(ChronoUnit.SECONDS).toString());
    data.put(
        "until",
        (incident.isOver() ? first.at() : first.at().plus(LASTS))
            .truncatedTo(ChronoUnit.SECONDS)
            .toString());
    data.put("secret", receiver.secret().orElse(""));
    return data;
  }

  /** The same for the same reports, so that a service can drop a repeat. */
  static String id(List<Report> group) {
    return group.size() == 1
        ? group.getFirst().id()
        : Sha256.hex(
            group.stream().map(Report::id).sorted().collect(Collectors.joining("\n")), ID_BYTES);
  }

  private static String title(List<Report> group) {
    Report first = group.getFirst();
    String count = group.size() == 1 ? "" : " (%d workloads)".formatted(group.size());
    return UntrustedText.clean(first.reason().word() + count + ": " + first.key(), LONGEST_TITLE);
  }

  private static List<Map<String, Object>> alerts(ReportKind kind, Incident incident) {
    return (incident.isOver() ? incident.settles() : List.of(kind))
        .stream()
            .map(
                each ->
                    Map.<String, Object>of(
                        "name", Incident.alertName(each), "severity", Incident.severity(each)))
            .toList();
  }

  private static Map<String, Object> colour(String severity) {
    int colour =
        switch (severity) {
          case "critical", "error" -> 0xC62828;
          case "warning" -> 0xE68A00;
          default -> 0x2E7D32;
        };
    return Map.of("color", "#%06X".formatted(colour), "colorNumber", colour);
  }

  private static List<Map<String, Object>> lines(List<String> sentences, Dialect dialect) {
    return sentences.stream()
        .map(Phrase::of)
        .map(
            parts ->
                Map.<String, Object>of(
                    "text", Phrase.written(parts, dialect),
                    "plain", Phrase.bare(parts, dialect),
                    "parts",
                        parts.stream()
                            .map(part -> Map.of("text", part.text(), "code", part.code()))
                            .toList()))
        .toList();
  }

  private static String joined(List<Map<String, Object>> lines, String member) {
    return lines.stream()
        .map(line -> String.valueOf(line.get(member)))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, Object> link(Link link, Dialect dialect) {
    return Map.of("label", link.label(), "url", link.url(), "text", dialect.link(link));
  }
}
