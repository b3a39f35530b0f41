package dev.tagfast.act.rollout;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.patch.PatchOperation.Add;
import dev.tagfast.act.patch.PatchOperation.AddObject;
import dev.tagfast.act.patch.PatchOperation.Remove;
import dev.tagfast.act.patch.PatchOperation.Test;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.UntrustedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The marks of a held workload on itself: an annotation per container that says why it is not
 * rolled out, and the label {@value #WAITS}, unless it only waits for time to pass. They stand on
 * the workload and not on its pod template, so no pod restarts. They stay as long as the container
 * is held.
 */
final class HeldMarks {
  /** Label of everything that waits for a person. */
  static final String WAITS = "tagfast.dev/waits";

  /** Followed by the container's name: the reason's word and a sentence. */
  static final String HELD = "held.tagfast.dev/";

  private static final String ANNOTATIONS = "/metadata/annotations";
  private static final int LONGEST = 500;

  private HeldMarks() {}

  /**
   * The operations that bring the marks up to date; none if they are.
   *
   * @param why why a container of the tag is held; empty: it is not held any more
   */
  static List<PatchOperation> of(Subscriber subscriber, Map<String, Optional<String>> why) {
    Map<String, String> before = subscriber.annotations();
    Map<String, String> held = new HashMap<>();
    subscriber.containers().stream()
        .map(container -> HELD + container.name())
        .filter(before::containsKey)
        .forEach(name -> held.put(name, before.get(name)));
    List<PatchOperation> operations = new ArrayList<>();
    new TreeMap<>(why)
        .forEach(
            (container, text) -> {
              String name = HELD + container;
              String path = PatchOperation.pointer(ANNOTATIONS, name);
              if (text.isPresent()) {
                held.put(name, text.get());
                if (!text.get().equals(before.get(name))) {
                  operations.add(new Add(path, text.get()));
                }
              } else {
                held.remove(name);
                if (before.containsKey(name)) {
                  operations.add(new Remove(path));
                }
              }
            });
    Set<String> gone = new HashSet<>(before.keySet());
    gone.removeIf(name -> !name.startsWith(HELD));
    subscriber.containers().forEach(container -> gone.remove(HELD + container.name()));
    gone.stream()
        .sorted()
        .forEach(name -> operations.add(new Remove(PatchOperation.pointer(ANNOTATIONS, name))));
    boolean waits = "true".equals(subscriber.labels().get(WAITS));
    String label = PatchOperation.pointer("/metadata/labels", WAITS);
    boolean forPerson = held.values().stream().anyMatch(HeldMarks::waitsForPerson);
    if (forPerson && !waits) {
      if (subscriber.labels().isEmpty()) {
        // Only one that an annotation subscribes has none.
        operations.add(new Test("/metadata/resourceVersion", subscriber.resourceVersion()));
        operations.add(new AddObject("/metadata/labels"));
      }
      operations.add(new Add(label, "true"));
    }
    if (!forPerson && subscriber.labels().containsKey(WAITS)) {
      operations.add(new Remove(label));
    }
    return List.copyOf(operations);
  }

  /** The same as a patch of its own, for a workload whose image stays. */
  static List<PatchOperation> patch(Subscriber subscriber, Map<String, Optional<String>> why) {
    List<PatchOperation> marks = of(subscriber, why);
    if (marks.isEmpty()) {
      return marks;
    }
    List<PatchOperation> patch = new ArrayList<>();
    patch.add(subscriber.subscription());
    if (!subscriber.annotated()) {
      // Creating the map would wipe one that somebody else creates at the same time.
      patch.add(new Test("/metadata/resourceVersion", subscriber.resourceVersion()));
      patch.add(new AddObject(ANNOTATIONS));
    }
    patch.addAll(marks);
    return List.copyOf(patch);
  }

  /** What the workload says already, if that is for this reason. */
  static Optional<String> standing(Subscriber subscriber, String container, Reason reason) {
    return Optional.ofNullable(subscriber.annotations().get(HELD + container))
        .filter(text -> text.startsWith(reason.word() + ": "));
  }

  /** A word that this version does not know may be one of a newer: somebody may be needed. */
  private static boolean waitsForPerson(String text) {
    int end = text.indexOf(": ");
    return EnumWords.find(Reason.class, end < 0 ? text : text.substring(0, end))
        .map(Reason::holdsRollout)
        .orElse(true);
  }

  /** The text of an annotation. */
  static String text(Reason reason, String detail) {
    return UntrustedText.clean(reason.word() + ": " + detail, LONGEST);
  }
}
