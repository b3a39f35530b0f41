package dev.tagfast.testing;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of an application whose test sets it; a test profile enables it. */
@Alternative
@Singleton
public class SettableClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-28T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** From now on it is that time, until the next call. */
  public void set(Instant time) {
    now = time;
  }
}
