package dev.tagfast.act.rollout;

import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rollout that a workload is in, or was in last, for one tag, as we noted it on the workload
 * when we began it.
 *
 * @param containers those whose image it wrote
 * @param to the digest that it wrote
 * @param at when it was begun
 * @param generation of the tag's entry in the ledger at that time
 * @param back whether it took back another that had failed
 * @param stands whether its images are there still: else somebody changed them since
 */
public record StartedRollout(
    List<String> containers, Digest to, Instant at, long generation, boolean back, boolean stands) {
  private static final String BACK = "rolled-back";

  /** Copies the list. */
  public StartedRollout {
    containers = List.copyOf(containers);
  }

  /** That of a workload and tag; empty: we began none that we know of. */
  public static Optional<StartedRollout> of(Subscriber subscriber, TagKey key) {
    List<Note> notes =
        subscriber.following(key).stream()
            .flatMap(container -> Note.of(subscriber, container).stream())
            .toList();
    return notes.stream()
        .max(Comparator.comparing(Note::at))
        .map(last -> of(last, notes.stream().filter(note -> note.at().equals(last.at())).toList()));
  }

  private static StartedRollout of(Note last, List<Note> together) {
    return new StartedRollout(
        together.stream().map(Note::container).toList(),
        last.to(),
        last.at(),
        last.generation(),
        last.back(),
        together.stream().allMatch(Note::stands));
  }

  /**
   * The digest that ran before, if no other rollout of the workload was begun since; empty: the
   * image was not pinned.
   */
  public Optional<Digest> from(Subscriber subscriber) {
    return isLast(subscriber)
        ? Optional.ofNullable(subscriber.annotations().get(RolloutAnnotations.FROM))
            .flatMap(Digest::ifValid)
        : Optional.empty();
  }

  /** Whether no other rollout of the workload, for another tag, was begun since. */
  boolean isLast(Subscriber subscriber) {
    return at.toString().equals(subscriber.annotations().get(RolloutAnnotations.AT));
  }

  /** What is noted of a rollout that begins. */
  static String note(Instant at, long generation, boolean back) {
    return at + " " + generation + (back ? " " + BACK : "");
  }

  private record Note(
      String container, Digest to, Instant at, long generation, boolean back, boolean stands) {
    // People edit annotations: what cannot be read counts as not there.
    static Optional<Note> of(Subscriber subscriber, FollowingContainer container) {
      RolloutAnnotations notes = new RolloutAnnotations(subscriber.annotations());
      String text =
          subscriber.annotations().getOrDefault(RolloutAnnotations.STARTED + container.name(), "");
      String[] words = text.split(" ", -1);
      Optional<ImageReference> written = notes.written(container.name());
      if (words.length < 2) {
        return Optional.empty();
      }
      boolean stands =
          written.filter(container.image()::equals).isPresent() && !container.takenOver();
      try {
        Instant at = Instant.parse(words[0]);
        long generation = Long.parseLong(words[1]);
        boolean back = words.length > 2 && words[2].equals(BACK);
        return written
            .flatMap(ImageReference::digest)
            .map(to -> new Note(container.name(), to, at, generation, back, stands));
      } catch (DateTimeParseException | NumberFormatException _) {
        return Optional.empty();
      }
    }
  }
}
