package dev.tagfast.model.world;

import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Service;
import dev.tagfast.model.history.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Each request of Tagfast goes through here. So a request is the place where anything may happen:
 * the process dies, the answer is lost, another instance is faster, a person changes something. All
 * of it happens on one thread, and happens again in the same way.
 */
final class Wire {
  private final Consumer<Step> happens;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Set<Service> down = EnumSet.noneOf(Service.class);
  private final Map<Service, Set<ModelTag>> trouble = new EnumMap<>(Service.class);

  /**
   * @param happens carries out a step that happens during a request
   */
  Wire(Consumer<Step> happens) {
    this.happens = happens;
  }

  Deque<Frame> frames() {
    return frames;
  }

  Optional<Frame> frame() {
    return Optional.ofNullable(frames.peek());
  }

  void down(Service service, boolean now) {
    var _ = now ? down.add(service) : down.remove(service);
  }

  void trouble(Service service, ModelTag tag, boolean now) {
    Set<ModelTag> tags = trouble.computeIfAbsent(service, _ -> EnumSet.noneOf(ModelTag.class));
    var _ = now ? tags.add(tag) : tags.remove(tag);
  }

  boolean answers(Service service) {
    return !down.contains(service);
  }

  boolean answers(Service service, ModelTag tag) {
    return answers(service) && !trouble.getOrDefault(service, Set.of()).contains(tag);
  }

  /**
   * Sends a request about no tag in particular.
   *
   * @param work what the service does
   * @param unanswered what the caller gets where there is no answer; may throw
   */
  <T> T request(Service service, Supplier<T> work, Function<String, T> unanswered) {
    return request(service, Optional.empty(), work, unanswered);
  }

  /** Sends a request about a tag. */
  <T> T request(
      Service service, Optional<ModelTag> tag, Supplier<T> work, Function<String, T> unanswered) {
    endWait();
    Frame frame = frames.element();
    Set<Step.Fault> faults = EnumSet.noneOf(Step.Fault.class);
    for (Step inner : frame.atNextRequest()) {
      if (inner instanceof Step.Fault fault) {
        faults.add(fault);
      } else {
        happens.accept(inner);
      }
    }
    if (!frame.instance().isRunning() || faults.contains(Step.Fault.DIES_BEFORE)) {
      throw new Killed();
    }
    boolean answers = tag.map(it -> answers(service, it)).orElseGet(() -> answers(service));
    if (!answers || faults.contains(Step.Fault.FAILS)) {
      return unanswered.apply(service + " does not answer");
    }
    T answer = work.get();
    if (faults.contains(Step.Fault.DIES_AFTER)) {
      throw new Killed();
    }
    return faults.contains(Step.Fault.ANSWER_LOST)
        ? unanswered.apply("the answer of " + service + " is lost")
        : answer;
  }

  /** Time does not pass by itself here, so a wait that would begin now ends at once. */
  static void skipNextWait() {
    Thread.currentThread().interrupt();
  }

  /** Ends what {@link #skipNextWait} began. */
  static void endWait() {
    var _ = Thread.interrupted();
  }
}
