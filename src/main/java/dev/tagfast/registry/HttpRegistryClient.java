package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.RegistryRequest;
import dev.tagfast.registry.http.RestTransport;
import dev.tagfast.registry.http.RetryableFailure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Asks the listed registries over HTTP. Each registry has one connection object, created when it is
 * first needed. Blocks: never call it on an event loop.
 */
@ApplicationScoped
public class HttpRegistryClient implements RegistryClient {
  private final RegistryCatalog catalog;
  private final Function<ListedRegistry, RegistryConnection> connect;
  private final Map<String, RegistryConnection> connections = new ConcurrentHashMap<>();

  /** Connects with Quarkus' REST client. */
  @Inject
  public HttpRegistryClient(RegistryCatalog catalog, InstantSource clock) {
    this(
        catalog,
        registry ->
            new RegistryConnection(registry, RestTransport.to(registry), clock, Thread::sleep));
  }

  public HttpRegistryClient(
      RegistryCatalog catalog, Function<ListedRegistry, RegistryConnection> connect) {
    this.catalog = catalog;
    this.connect = connect;
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Tag tag) {
    RegistryRequest request = RegistryRequest.head(catalog.canonical(repository), tag);
    return ask(request, connection -> descriptor(connection, request, Optional.empty()));
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Digest digest) {
    RegistryRequest request = RegistryRequest.head(catalog.canonical(repository), digest);
    return ask(request, connection -> descriptor(connection, request, Optional.of(digest)));
  }

  @Override
  public RegistryAnswer<Manifest> get(Repository repository, Digest digest) {
    RegistryRequest request = RegistryRequest.get(catalog.canonical(repository), digest);
    return ask(request, connection -> manifest(connection, request, Optional.of(digest)));
  }

  @Override
  public RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest) {
    RegistryRequest request = RegistryRequest.put(catalog.canonical(repository), tag, manifest);
    return ask(request, connection -> put(connection, request, manifest.descriptor()));
  }

  @PreDestroy
  void close() {
    connections.values().forEach(RegistryConnection::close);
  }

  /** Sends the requests of one question. Empty: the registry says that it does not exist. */
  @FunctionalInterface
  private interface Question<T> {
    Optional<T> askOver(RegistryConnection connection) throws RetryableFailure, PermanentFailure;
  }

  private <T> RegistryAnswer<T> ask(RegistryRequest request, Question<T> question) {
    String host = request.repository().host();
    Optional<ListedRegistry> listed = catalog.find(host);
    if (listed.isEmpty()) {
      return new RegistryAnswer.NotListed<>(host);
    }
    try {
      Optional<T> found = question.askOver(connection(listed.get()));
      return found.isPresent()
          ? new RegistryAnswer.Found<>(found.get())
          : new RegistryAnswer.Absent<>();
    } catch (PermanentFailure e) {
      return new RegistryAnswer.Denied<>(request + " " + e.getMessage());
    } catch (RetryableFailure e) {
      return new RegistryAnswer.Unavailable<>(request + " " + e.getMessage(), e.retryAfter());
    }
  }

  private RegistryConnection connection(ListedRegistry registry) {
    return connections.computeIfAbsent(registry.name(), name -> connect.apply(registry));
  }

  private static Optional<Descriptor> descriptor(
      RegistryConnection connection, RegistryRequest head, Optional<Digest> expected)
      throws RetryableFailure, PermanentFailure {
    Optional<HttpResponse> response = connection.send(head);
    if (response.isEmpty()) {
      return Optional.empty();
    }
    Optional<Digest> digestHeader = contentDigest(response.get());
    if (digestHeader.isEmpty()) {
      // The specification only recommends the header; without it the digest is computed from the
      // bytes.
      return manifest(connection, head.asGet(), expected).map(Manifest::descriptor);
    }
    requireDigest(digestHeader, expected);
    return digestHeader.map(digest -> new Descriptor(digest, response.get().mediaType()));
  }

  private static Optional<Manifest> manifest(
      RegistryConnection connection, RegistryRequest get, Optional<Digest> expected)
      throws RetryableFailure, PermanentFailure {
    Optional<HttpResponse> found = connection.send(get);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    HttpResponse response = found.get();
    Digest digest =
        expected
            .filter(asked -> ContentDigest.matches(asked, response.body()))
            .orElseGet(() -> ContentDigest.sha256(response.body()));
    requireDigest(Optional.of(digest), expected);
    return Optional.of(new Manifest(new Descriptor(digest, response.mediaType()), response.body()));
  }

  private static Optional<Descriptor> put(
      RegistryConnection connection, RegistryRequest put, Descriptor descriptor)
      throws RetryableFailure, PermanentFailure {
    Optional<HttpResponse> response = connection.send(put);
    if (response.isEmpty()) {
      throw new PermanentFailure("answered 404: it does not take manifests for this repository");
    }
    requireDigest(contentDigest(response.get()), Optional.of(descriptor.digest()));
    return Optional.of(descriptor);
  }

  private static Optional<Digest> contentDigest(HttpResponse response) {
    return response.first("Docker-Content-Digest").flatMap(Digest::ifValid);
  }

  private static void requireDigest(Optional<Digest> shown, Optional<Digest> expected)
      throws RetryableFailure {
    if (shown.isPresent() && expected.isPresent() && !shown.equals(expected)) {
      throw new RetryableFailure(
          "answered with another manifest, " + shown.get(), Optional.empty());
    }
  }
}
