package dev.tagfast.intake.gate;

/** Thrown where a request is answered without the registry. */
final class GateRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RegistryError error;

  GateRefused(RegistryError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  RegistryError error() {
    return error;
  }
}
