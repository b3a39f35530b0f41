package dev.tagfast.model.world;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.Step;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.testing.MovableClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The processes. One that dies is started again at once, and knows nothing. */
final class Instances {
  private final Truth truth;
  private final Wire wire;
  private final ModelPolicies policies;
  private final MovableClock clock;
  private final BiFunction<InstantSource, Boolean, Instance> start;
  private final Duration[] clockDifferences = new Duration[History.INSTANCES];
  private final Instance[] instances = new Instance[History.INSTANCES];
  private boolean act = true;

  /**
   * @param start starts a process with this clock, in mode {@code act} or {@code observe}
   */
  Instances(
      Truth truth,
      Wire wire,
      ModelPolicies policies,
      MovableClock clock,
      BiFunction<InstantSource, Boolean, Instance> start) {
    this.truth = truth;
    this.wire = wire;
    this.policies = policies;
    this.clock = clock;
    this.start = start;
    for (int at = 0; at < History.INSTANCES; at++) {
      clockDifferences[at] = Duration.ZERO;
      start(at);
    }
  }

  boolean act() {
    return act;
  }

  /** All are started again. */
  void act(boolean now) {
    act = now;
    for (int at = 0; at < History.INSTANCES; at++) {
      instances[at].stop();
      start(at);
    }
  }

  void clockDiffers(int at, Duration difference) {
    clockDifferences[at] = difference;
  }

  List<Runnable> takeLaterLooks(int at) {
    return instances[at].takeLaterLooks();
  }

  /**
   * Lets an instance do something. If this one is in the middle of something, another does it.
   *
   * @return empty: it ended with a temporary failure, or the process died
   */
  Optional<Frame> run(int at, Step step, List<Step.During> planned, Consumer<Instance> work) {
    Optional<Integer> free = free(at);
    if (free.isEmpty()) {
      return Optional.empty();
    }
    Instance instance = instances[free.get()];
    Frame frame = new Frame(instance, step, planned, policies.rules(), instance.clock().instant());
    wire.frames().push(frame);
    try {
      work.accept(instance);
      if (frame.isUndisturbed() && wire.frames().size() == 1) {
        truth.closed().addAll(frame.told());
      }
      return Optional.of(frame);
    } catch (TemporaryFailure _) {
      return Optional.empty();
    } catch (Killed _) {
      if (instance.isRunning()) {
        instance.stop();
        start(free.get());
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      truth.unexpected(e);
      return Optional.empty();
    } finally {
      wire.frames().pop();
      Wire.endWait();
    }
  }

  private void start(int at) {
    instances[at] = start.apply(() -> clock.instant().plus(clockDifferences[at]), act);
  }

  private Optional<Integer> free(int preferred) {
    for (int i = 0; i < History.INSTANCES; i++) {
      int at = (preferred + i) % History.INSTANCES;
      if (wire.frames().stream().noneMatch(frame -> frame.instance() == instances[at])) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
