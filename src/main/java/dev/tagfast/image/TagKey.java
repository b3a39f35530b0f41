package dev.tagfast.image;

/**
 * What the ledger is keyed by: one tag of one repository, aliases resolved.
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
