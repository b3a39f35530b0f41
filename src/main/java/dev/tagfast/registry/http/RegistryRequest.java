package dev.tagfast.registry.http;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Manifest;
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
public record RegistryRequest(
    String method,
    Repository repository,
    String reference,
    String separator,
    Optional<HttpRequest.Body> body) {
  private static final String ACCEPT = String.join(", ", Manifest.MEDIA_TYPES);

  public static RegistryRequest head(Repository repository, Tag tag) {
    return new RegistryRequest("HEAD", repository, tag.value(), ":", Optional.empty());
  }

  public static RegistryRequest head(Repository repository, Digest digest) {
    return new RegistryRequest("HEAD", repository, digest.value(), "@", Optional.empty());
  }

  public static RegistryRequest get(Repository repository, Digest digest) {
    return new RegistryRequest("GET", repository, digest.value(), "@", Optional.empty());
  }

  public static RegistryRequest put(Repository repository, Tag tag, Manifest manifest) {
    HttpRequest.Body body =
        new HttpRequest.Body(manifest.descriptor().mediaType(), manifest.bytes());
    return new RegistryRequest("PUT", repository, tag.value(), ":", Optional.of(body));
  }

  /** The same reference, with its bytes. */
  public RegistryRequest asGet() {
    return new RegistryRequest("GET", repository, reference, separator, Optional.empty());
  }

  public boolean writes() {
    return method.equals("PUT");
  }

  /** What a token has to allow (distribution, "Token Scope Documentation"). */
  public String scope() {
    return "repository:" + repository.path() + (writes() ? ":pull,push" : ":pull");
  }

  /** Path and reference are of grammars that need no encoding. */
  public HttpRequest toHttp(URI api, Optional<String> authorization) {
    URI address = URI.create(api + "/v2/" + repository.path() + "/manifests/" + reference);
    return new HttpRequest(method, address, ACCEPT, authorization, body);
  }

  @Override
  public String toString() {
    return method + " " + repository + separator + reference;
  }
}
