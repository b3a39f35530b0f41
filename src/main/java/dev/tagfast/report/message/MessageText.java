package dev.tagfast.report.message;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sentences of a message about one report, or about several of one look that say the same of
 * other workloads.
 *
 * @param what what happened; of a group a sentence for each workload, as many as there is room for
 * @param meaning what it means
 * @param next what to do
 */
record MessageText(List<String> what, List<String> meaning, List<String> next) {
  private static final int LONGEST_SENTENCE = 1024;
  private static final int MOST_MEANINGS = 12;

  MessageText {
    what = List.copyOf(what);
    meaning = List.copyOf(meaning);
    next = List.copyOf(next);
  }

  /**
   * @param note a sentence about the message itself
   */
  static MessageText of(
      List<Report> group, Optional<ImageTagObject> object, Service service, Optional<String> note) {
    List<ReportText.Parts> all =
        group.stream().map(report -> ReportText.parts(report, object)).toList();
    List<String> next = cleaned(all.stream().flatMap(parts -> parts.next().stream()));
    List<String> meaning =
        new ArrayList<>(
            cleaned(
                Stream.concat(
                    note.stream(),
                    all.stream().flatMap(parts -> parts.meaning().stream()).limit(MOST_MEANINGS))));
    List<String> whats = cleaned(all.stream().map(ReportText.Parts::what));
    int room = service.longest() - length(next, service) - length(whats.subList(0, 1), service);
    while (!meaning.isEmpty() && length(meaning, service) > room) {
      meaning.removeLast();
    }
    return new MessageText(
        fitting(
            whats, service.longest() - length(next, service) - length(meaning, service), service),
        meaning,
        next);
  }

  /** All of them in order. */
  List<String> lines() {
    return Stream.of(what, meaning, next).flatMap(List::stream).toList();
  }

  private static List<String> fitting(List<String> whats, int room, Service service) {
    List<String> fitting = new ArrayList<>(whats.subList(0, 1));
    int left = room - length(fitting, service);
    for (String what : whats.subList(1, whats.size())) {
      left -= length(List.of(what), service);
      if (left < 0) {
        int more = whats.size() - fitting.size();
        fitting.add("The same is told of %d more.".formatted(more));
        break;
      }
      fitting.add(what);
    }
    return fitting;
  }

  private static int length(List<String> sentences, Service service) {
    return sentences.stream()
        .map(sentence -> Phrase.written(Phrase.of(sentence), service.dialect()))
        .mapToInt(text -> text.length() + 1)
        .sum();
  }

  private static List<String> cleaned(Stream<String> sentences) {
    return sentences
        .map(sentence -> UntrustedText.clean(sentence, LONGEST_SENTENCE))
        .distinct()
        .toList();
  }
}
