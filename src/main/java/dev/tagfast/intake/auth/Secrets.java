package dev.tagfast.intake.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All secrets of a door, each of them good: that is how they are rotated. */
public final class Secrets {
  private final List<Secret> written;
  private final Optional<SecretFile> file;

  Secrets(List<Secret> written, Optional<SecretFile> file) {
    this.written = List.copyOf(written);
    this.file = file;
  }

  /** Whether one of them is what a caller shows; all are compared, however early one is. */
  boolean any(Predicate<Secret> shown) {
    List<Secret> all = new ArrayList<>(written);
    file.ifPresent(more -> all.addAll(more.secrets()));
    boolean found = false;
    for (Secret secret : all) {
      found |= shown.test(secret);
    }
    return found;
  }

  @Override
  public String toString() {
    return "secrets";
  }
}
