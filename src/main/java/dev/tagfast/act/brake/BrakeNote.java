package dev.tagfast.act.brake;

import dev.tagfast.image.UntrustedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A brake as a person wrote it: an annotation of the namespace, of the workload, or of the workload
 * for one container. All of them count: a workload cannot take off what its namespace puts on.
 *
 * @param annotation its name
 * @param place where it is, as kubectl is told it
 * @param value what it says
 */
record BrakeNote(String annotation, String place, String value) {
  /** Of a brake on all containers. */
  static final String ALL = "tagfast.dev/";

  /** Between the brake's name and the container's. */
  private static final String ONE = ".tagfast.dev/";

  private static final int LONGEST = 100;

  /** The notes that say something about a brake, the widest first. */
  static List<BrakeNote> of(String brake, BrakeQuestion question) {
    BrakeQuestion.Places places = question.places();
    List<BrakeNote> notes = new ArrayList<>();
    note(ALL + brake, "namespace " + places.namespace(), places.ofNamespace())
        .ifPresent(notes::add);
    note(ALL + brake, places.workload(), places.annotations()).ifPresent(notes::add);
    note(brake + ONE + question.container(), places.workload(), places.annotations())
        .ifPresent(notes::add);
    return List.copyOf(notes);
  }

  private static Optional<BrakeNote> note(
      String annotation, String place, Map<String, String> annotations) {
    return Optional.ofNullable(annotations.get(annotation))
        .map(value -> new BrakeNote(annotation, place, value.strip()));
  }

  /**
   * What it says, understood.
   *
   * @param parser throws {@link IllegalArgumentException} with a sentence that says how to write it
   * @throws UnreadableBrake if it is not understood
   */
  <T> T read(Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new UnreadableBrake(this, String.valueOf(e.getMessage()));
    }
  }

  /** For people: the note with what it says. */
  String quoted() {
    return title() + " says " + UntrustedText.quoted(value, LONGEST);
  }

  /** For people: the note. */
  String title() {
    return "the annotation " + annotation + " of " + place;
  }

  /** The command that takes it away. */
  String removal() {
    return "kubectl annotate " + place + " " + annotation + "-";
  }
}
