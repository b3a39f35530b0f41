package dev.tagfast.act.brake;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The clock of applications in tests: the system's, unless a test sets it. */
@Alternative
@Priority(1)
@Singleton
public class SettableClock implements InstantSource {
  private volatile Optional<Instant> set = Optional.empty();

  @Override
  public Instant instant() {
    return set.orElseGet(InstantSource.system()::instant);
  }

  /** From now on it is that time, until the next call. */
  public void set(Instant time) {
    set = Optional.of(time);
  }

  /** It is the system's again. */
  public void release() {
    set = Optional.empty();
  }
}
