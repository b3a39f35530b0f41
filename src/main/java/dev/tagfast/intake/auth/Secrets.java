package dev.tagfast.intake.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The secrets of a door. Each of them is valid, so an operator can rotate them. */
public final class Secrets {
  private final List<Secret> configured;
  private final Optional<SecretFile> file;

  Secrets(List<Secret> configured, Optional<SecretFile> file) {
    this.configured = List.copyOf(configured);
    this.file = file;
  }

  /**
   * Whether a secret matches. It tests all of them even after a match, so the time does not reveal
   * which one matched.
   */
  boolean anyMatch(Predicate<Secret> isPresented) {
    List<Secret> all = new ArrayList<>(configured);
    file.ifPresent(secretFile -> all.addAll(secretFile.secrets()));
    boolean found = false;
    for (Secret secret : all) {
      found |= isPresented.test(secret);
    }
    return found;
  }

  @Override
  public String toString() {
    return "secrets";
  }
}
