package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.credential.Keychain;
import dev.tagfast.registry.http.BreakerTransport;
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
public class HttpRegistryClient implements RegistryClient, TagLists, TagRemoval, PullCheck {
  private final RegistryCatalog catalog;
  private final Function<ListedRegistry, RegistryConnection> connect;
  private final Map<String, RegistryConnection> connections = new ConcurrentHashMap<>();
  private final Map<String, ManifestEndpoint> endpoints = new ConcurrentHashMap<>();

  /** Connects with Quarkus' REST client. */
  @Inject
  public HttpRegistryClient(RegistryCatalog catalog, Proxies proxies, InstantSource clock) {
    this(
        catalog,
        registry ->
            new RegistryConnection(
                registry,
                new BreakerTransport(RestTransport.to(registry, proxies), System::nanoTime),
                clock,
                Thread::sleep));
  }

  public HttpRegistryClient(
      RegistryCatalog catalog, Function<ListedRegistry, RegistryConnection> connect) {
    this.catalog = catalog;
    this.connect = connect;
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Tag tag) {
    RegistryRequest request = RegistryRequest.head(catalog.canonical(repository), tag);
    return ask(request, listed -> endpoint(listed).head(request));
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Digest digest) {
    RegistryRequest request = RegistryRequest.head(catalog.canonical(repository), digest);
    return ask(request, listed -> endpoint(listed).head(request));
  }

  @Override
  public RegistryAnswer<ReadManifest> read(Repository repository, Digest digest) {
    RegistryRequest request = RegistryRequest.get(catalog.canonical(repository), digest);
    return ask(request, listed -> endpoint(listed).read(request));
  }

  @Override
  public RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest) {
    RegistryRequest request = RegistryRequest.put(catalog.canonical(repository), tag, manifest);
    return write(
        request,
        listed -> {
          endpoint(listed).put(request, manifest.descriptor().digest());
          return Optional.of(manifest.descriptor());
        });
  }

  @Override
  public RegistryAnswer<TagRemoval.Result> remove(Repository repository, Tag tag) {
    RegistryRequest request = RegistryRequest.delete(catalog.canonical(repository), tag);
    return write(
        request,
        listed ->
            Optional.of(
                new TagRemovalEndpoint(connection(listed), endpoint(listed))
                    .remove(request.repository(), tag)));
  }

  /** Decided long before; the last door is shut too, because an open registry takes any write. */
  private <T> RegistryAnswer<T> write(RegistryRequest request, Question<T> question) {
    return catalog
        .find(request.repository().host())
        .filter(listed -> !listed.isArmed(request.repository().path()))
        .<RegistryAnswer<T>>map(
            unarmed ->
                new RegistryAnswer.Denied<>(
                    "%s is not sent: to push there, set %s.username and .password"
                        .formatted(request, unarmed.setting("push-credentials"))))
        .orElseGet(() -> ask(request, question));
  }

  @Override
  public RegistryAnswer<TagList> tags(Repository repository) {
    Repository canonical = catalog.canonical(repository);
    return ask(canonical, listed -> new TagListEndpoint(connection(listed)).list(canonical));
  }

  /** With a connection of its own: what the operator's may do must not be mixed up with it. */
  @Override
  public PullCheck.Result head(Repository repository, Digest digest, Keychain keychain) {
    RegistryRequest request = RegistryRequest.head(catalog.canonical(repository), digest);
    boolean has =
        catalog
            .find(request.repository().host())
            .map(listed -> listed.pulledWith(keychain))
            .flatMap(listed -> listed.credential(request.repository().path(), false))
            .isPresent();
    return has
        ? new Asked(
            ask(
                request,
                listed -> {
                  try (RegistryConnection theirs = connect.apply(listed.pulledWith(keychain))) {
                    return new ManifestEndpoint(theirs).head(request);
                  }
                }))
        : new NoCredential();
  }

  @PreDestroy
  void close() {
    connections.values().forEach(RegistryConnection::close);
  }

  /** Sends the requests of one question. Empty: the registry says that it does not exist. */
  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask(ListedRegistry listed) throws RetryableFailure, PermanentFailure;
  }

  private <T> RegistryAnswer<T> ask(RegistryRequest request, Question<T> question) {
    return ask(request.repository(), question);
  }

  private <T> RegistryAnswer<T> ask(Repository repository, Question<T> question) {
    String host = repository.host();
    Optional<ListedRegistry> listed = catalog.find(host);
    if (listed.isEmpty()) {
      return new RegistryAnswer.NotListed<>(host);
    }
    try {
      return question
          .ask(listed.get())
          .<RegistryAnswer<T>>map(RegistryAnswer.Found::new)
          .orElseGet(RegistryAnswer.Absent::new);
    } catch (PermanentFailure e) {
      return new RegistryAnswer.Denied<>(e.why());
    } catch (RetryableFailure e) {
      return new RegistryAnswer.Unavailable<>(e.why(), e.retryAfter());
    }
  }

  private ManifestEndpoint endpoint(ListedRegistry registry) {
    return endpoints.computeIfAbsent(
        registry.name(), name -> new ManifestEndpoint(connection(registry)));
  }

  private RegistryConnection connection(ListedRegistry registry) {
    return connections.computeIfAbsent(registry.name(), name -> connect.apply(registry));
  }
}
