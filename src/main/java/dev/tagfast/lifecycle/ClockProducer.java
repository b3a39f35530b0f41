package dev.tagfast.lifecycle;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Produces the clock, which tests replace. */
public final class ClockProducer {
  private ClockProducer() {}

  @Produces
  @Singleton
  static InstantSource clock() {
    return InstantSource.system();
  }
}
