package dev.tagfast.ledger.kubernetes;

/** A field of a stored object that cannot be read. */
final class UnreadableField extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  /**
   * @param path of the field, e.g. {@code status.accepted.digest}
   * @param problem a part of a sentence that begins with the field
   */
  UnreadableField(String path, String problem) {
    super(path + " " + problem);
    this.path = path;
    this.problem = problem;
  }

  /** The same, read as a part of this field. */
  UnreadableField in(String parent) {
    return new UnreadableField(parent + "." + path, problem);
  }
}
