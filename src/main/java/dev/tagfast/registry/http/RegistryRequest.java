package dev.tagfast.registry.http;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Manifest;
import java.net.URI;
import java.util.Optional;

/**
 * A request about one manifest, or for the list of a repository's tags. Messages show its text
 * form: {@code HEAD registry.example.com/team/app:1.2}.
 *
 * @param method HEAD, GET, PUT or DELETE
 * @param repository on the registry's canonical host
 * @param reference a valid tag or digest; of a list its query
 * @param separator the character before the reference in the text form
 * @param body for PUT
 */
public record RegistryRequest(
    String method,
    Repository repository,
    String reference,
    String separator,
    Optional<HttpRequest.Body> body) {
  private static final String ACCEPT = String.join(", ", Manifest.MEDIA_TYPES);
  private static final String TAG_LIST = "/tags/list?";

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

  public static RegistryRequest delete(Repository repository, Tag tag) {
    return new RegistryRequest("DELETE", repository, tag.value(), ":", Optional.empty());
  }

  public static RegistryRequest delete(Repository repository, Digest digest) {
    return new RegistryRequest("DELETE", repository, digest.value(), "@", Optional.empty());
  }

  /**
   * A page of the list of tags.
   *
   * @param query encoded; it comes from the registry itself for all pages but the first
   */
  public static RegistryRequest tags(Repository repository, String query) {
    return new RegistryRequest("GET", repository, query, TAG_LIST, Optional.empty());
  }

  /** The GET request for the same manifest. */
  public RegistryRequest asGet() {
    return new RegistryRequest("GET", repository, reference, separator, Optional.empty());
  }

  /** The digest that is asked for; empty: a tag is. */
  public Optional<Digest> digest() {
    return Digest.ifValid(reference);
  }

  public boolean writes() {
    return method.equals("PUT") || method.equals("DELETE");
  }

  /** The scope that a token needs (distribution, "Token Scope Documentation"). */
  public String scope() {
    String actions =
        switch (method) {
          case "PUT" -> "pull,push";
          case "DELETE" -> "pull,push,delete";
          default -> "pull";
        };
    return "repository:" + repository.path() + ":" + actions;
  }

  /**
   * The HTTP request. Path and reference need no encoding: their grammars exclude such characters.
   */
  public HttpRequest toHttp(URI api, Optional<String> authorization) {
    boolean list = separator.equals(TAG_LIST);
    URI address =
        URI.create(
            api + "/v2/" + repository.path() + (list ? TAG_LIST : "/manifests/") + reference);
    return new HttpRequest(
        method, address, list ? "application/json" : ACCEPT, authorization, body);
  }

  @Override
  public String toString() {
    return method
        + " "
        + repository
        + (separator.equals(TAG_LIST) ? "/tags/list" : separator + reference);
  }
}
