package dev.tagfast.manifest;

/** The bytes are no manifest; its message continues "is no manifest: ". */
final class MalformedManifest extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedManifest(String why) {
    super(why);
  }
}
