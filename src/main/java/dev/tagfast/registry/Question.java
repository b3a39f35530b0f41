package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import java.net.URI;
import java.util.Optional;

/**
 * What is asked of a registry. Its text form is how messages name it: {@code HEAD
 * registry.example.com/team/app:1.2}.
 *
 * @param method HEAD, GET or PUT
 * @param repository on the registry's canonical host
 * @param reference a tag or a digest, checked
 * @param separator what stands before the reference in text
 * @param body for PUT
 */
record Question(
    String method,
    Repository repository,
    String reference,
    String separator,
    Optional<HttpAsk.Body> body) {
  private static final String ACCEPT = String.join(", ", Manifest.MEDIA_TYPES);

  static Question head(Repository repository, Tag tag) {
    return new Question("HEAD", repository, tag.value(), ":", Optional.empty());
  }

  static Question head(Repository repository, Digest digest) {
    return new Question("HEAD", repository, digest.value(), "@", Optional.empty());
  }

  static Question get(Repository repository, Digest digest) {
    return new Question("GET", repository, digest.value(), "@", Optional.empty());
  }

  static Question put(Repository repository, Tag tag, Manifest manifest) {
    HttpAsk.Body body = new HttpAsk.Body(manifest.descriptor().mediaType(), manifest.bytes());
    return new Question("PUT", repository, tag.value(), ":", Optional.of(body));
  }

  /** The same reference, with its bytes. */
  Question asGet() {
    return new Question("GET", repository, reference, separator, Optional.empty());
  }

  boolean writes() {
    return method.equals("PUT");
  }

  /** What a token has to allow (distribution, "Token Scope Documentation"). */
  String scope() {
    return "repository:" + repository.path() + (writes() ? ":pull,push" : ":pull");
  }

  /** Path and reference are of grammars that need no encoding. */
  HttpAsk ask(URI api, Optional<String> authorization) {
    URI address = URI.create(api + "/v2/" + repository.path() + "/manifests/" + reference);
    return new HttpAsk(method, address, ACCEPT, authorization, body);
  }

  @Override
  public String toString() {
    return method + " " + repository + separator + reference;
  }
}
