package dev.tagfast.image;

import java.util.Optional;

/**
 * An image reference as a workload writes it: {@code name[:tag][@digest]}.
 *
 * @param name registry and path exactly as written, so that pinning changes only the digest
 * @param tag empty if none is written
 * @param digest empty if none is written
 */
public record ImageReference(String name, Optional<Tag> tag, Optional<Digest> digest) {
  /** Checks the name; see {@link Repository#parse}. */
  public ImageReference {
    Repository.parse(name);
  }

  /**
   * Parses the image of a container.
   *
   * @throws IllegalArgumentException if the text is not an image reference
   */
  public static ImageReference parse(String text) {
    int at = text.indexOf('@');
    String beforeDigest = at < 0 ? text : text.substring(0, at);
    Optional<Digest> digest =
        at < 0 ? Optional.empty() : Optional.of(new Digest(text.substring(at + 1)));
    int colon = beforeDigest.lastIndexOf(':');
    boolean hasTag = colon > beforeDigest.lastIndexOf('/');
    return hasTag
        ? new ImageReference(
            beforeDigest.substring(0, colon),
            Optional.of(new Tag(beforeDigest.substring(colon + 1))),
            digest)
        : new ImageReference(beforeDigest, Optional.empty(), digest);
  }

  /** The reference that the text is; empty: it is none. */
  public static Optional<ImageReference> ifValid(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The repository, before aliases of the registry are resolved. */
  public Repository repository() {
    return Repository.parse(name);
  }

  /**
   * The tag that a container with this image follows: the written one, or {@code latest} if neither
   * tag nor digest is written. A reference with a digest and no tag follows none.
   */
  public Optional<Tag> followedTag() {
    return tag.or(() -> digest.isPresent() ? Optional.empty() : Optional.of(Tag.LATEST));
  }

  /**
   * The pinned reference {@code name:tag@digest}. The tag stays readable; the digest decides what
   * is pulled.
   */
  public ImageReference pinnedTo(Digest pin) {
    return new ImageReference(name, followedTag(), Optional.of(pin));
  }

  @Override
  public String toString() {
    return name + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }
}
