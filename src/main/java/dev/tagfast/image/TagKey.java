package dev.tagfast.image;

/**
 * The key of the ledger: one tag of one repository, with aliases resolved.
 *
 * @param repository on its canonical host
 * @param tag the tag
 */
public record TagKey(Repository repository, Tag tag) {
  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
