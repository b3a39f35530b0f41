package dev.tagfast.act.rollout;

/**
 * A field that server-side apply refuses to write, as another manager owns it with another value.
 *
 * @param manager the owner
 * @param field its path, e.g. {@code .spec.template.spec.containers[name="oven"].image}
 */
public record FieldConflict(String manager, String field) {
  /** Tagfast's name as a field manager. */
  public static final String OURS = "tagfast";

  /**
   * Whether it may be taken from its owner. Annotations that Tagfast applies are its own by name.
   * An image may be taken from ourselves, as a JSON Patch has another entry than an apply, and from
   * the tool that has let go: Flux keeps the field until somebody else applies it, and Argo CD
   * applies what it finds there, so both own it without meaning to keep it.
   */
  public boolean mayBeTaken() {
    return field.startsWith(".metadata.annotations.")
        || manager.equals(OURS)
        || GitOpsTool.isManager(manager);
  }
}
