package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.manifest.Schema1Payload;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.RetryableFailure;
import java.util.List;
import java.util.Optional;

/**
 * A response as far as it can be verified. Between Tagfast and a registry are proxies, caches,
 * login pages and maintenance pages, and they answer 200 too (goharbor/harbor#23882, skopeo#360).
 */
record ManifestResponse(HttpResponse response) {
  private static final String DIGEST_HEADER = "Docker-Content-Digest";

  /**
   * What a HEAD shows, if it is from a registry: it names one digest and the media type of a
   * manifest. Empty: the bytes have to decide.
   *
   * @param asked the digest that was asked for; empty: a tag was
   */
  Optional<Descriptor> believed(Optional<Digest> asked) {
    String mediaType = response.mediaType();
    List<String> named = response.all(DIGEST_HEADER).stream().distinct().toList();
    if (response.status() != 200
        || encoding().isPresent()
        || named.size() != 1
        || !Manifest.isMediaType(mediaType)) {
      return Optional.empty();
    }
    return Digest.ifValid(named.getFirst().strip())
        .filter(digest -> asked.isEmpty() || asked.get().equals(digest))
        .map(digest -> new Descriptor(digest, mediaType));
  }

  /**
   * The manifest in the body of a GET. Its bytes hash to the digest that was asked for. Of a tag
   * they hash to the digest that the registry names, if it names one, and they are understood.
   *
   * @param asked the digest that was asked for; empty: a tag was
   * @throws RetryableFailure if it is not what was asked for; it says what came, and from where
   */
  ReadManifest verified(Optional<Digest> asked) throws RetryableFailure {
    checkEncoding();
    byte[] bytes = response.body();
    ManifestReading reading = ManifestReader.read(bytes, response.first("Content-Type").orElse(""));
    byte[] digested = Schema1Payload.digestedBytes(bytes);
    List<Digest> expected = asked.map(List::of).orElseGet(this::named);
    Optional<Digest> missed =
        expected.stream().filter(digest -> !isOf(digest, bytes, digested)).findFirst();
    boolean mustBeUnderstood = asked.isEmpty() || missed.isPresent();
    if (mustBeUnderstood && reading instanceof ManifestReading.NotUnderstood(String why)) {
      throw got(why);
    }
    if (missed.isPresent()) {
      throw got(
          "another manifest, %s instead of %s"
              .formatted(ContentDigest.sha256(digested), missed.get()));
    }
    Digest digest = expected.isEmpty() ? ContentDigest.sha256(digested) : expected.getFirst();
    String mediaType =
        switch (reading) {
          case ManifestReading.Understood(var facts) -> facts.mediaType();
          case ManifestReading.NotUnderstood _ -> response.mediaType();
        };
    return new ReadManifest(new Manifest(new Descriptor(digest, mediaType), bytes), reading);
  }

  /**
   * The answer to a PUT: some registries name the digest of what they stored.
   *
   * @throws RetryableFailure if that is another manifest than the one that was sent
   */
  void checkStored(Digest sent) throws RetryableFailure {
    for (Digest stored : named()) {
      if (!stored.equals(sent)) {
        throw new RetryableFailure("answered with another manifest, " + stored, Optional.empty());
      }
    }
  }

  private static boolean isOf(Digest digest, byte[] bytes, byte[] signedPart) {
    return ContentDigest.matches(digest, bytes) || ContentDigest.matches(digest, signedPart);
  }

  private void checkEncoding() throws RetryableFailure {
    Optional<String> encoding = encoding();
    if (encoding.isPresent()) {
      throw got(
          "a body with Content-Encoding %s, which was not asked for; a proxy between adds it"
              .formatted(encoding.get()));
    }
  }

  /** The digests that the registry names, without those that cannot be verified. */
  private List<Digest> named() {
    return response.all(DIGEST_HEADER).stream()
        .map(String::strip)
        .flatMap(text -> Digest.ifValid(text).stream())
        .toList();
  }

  /** The encoding of the body, which changes its digest; empty: it is as it is stored. */
  private Optional<String> encoding() {
    return response.all("Content-Encoding").stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("identity"))
        .map(name -> UntrustedText.quoted(name, 40))
        .findFirst();
  }

  private RetryableFailure got(String what) {
    return new RetryableFailure(
        "got %d from %s: %s".formatted(response.status(), Origin.of(response.from()), what),
        Optional.empty());
  }
}
