package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Asks the listed registries, each over a client of its own, made when it is first needed. Blocks:
 * never call it on an event loop.
 */
@ApplicationScoped
class HttpRegistryClient implements RegistryClient {
  private final RegistryCatalog catalog;
  private final Function<ListedRegistry, RegistryAccess> connect;
  private final Map<String, RegistryAccess> accesses = new ConcurrentHashMap<>();

  /** With Quarkus' REST client. */
  @Inject
  HttpRegistryClient(RegistryCatalog catalog, InstantSource clock) {
    this(
        catalog,
        registry -> new RegistryAccess(registry, RestWire.to(registry), clock, Thread::sleep));
  }

  HttpRegistryClient(RegistryCatalog catalog, Function<ListedRegistry, RegistryAccess> connect) {
    this.catalog = catalog;
    this.connect = connect;
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Tag tag) {
    Question question = Question.head(catalog.canonical(repository), tag);
    return ask(question, access -> descriptor(access, question, Optional.empty()));
  }

  @Override
  public RegistryAnswer<Descriptor> head(Repository repository, Digest digest) {
    Question question = Question.head(catalog.canonical(repository), digest);
    return ask(question, access -> descriptor(access, question, Optional.of(digest)));
  }

  @Override
  public RegistryAnswer<Manifest> get(Repository repository, Digest digest) {
    Question question = Question.get(catalog.canonical(repository), digest);
    return ask(question, access -> manifest(access, question, Optional.of(digest)));
  }

  @Override
  public RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest) {
    Question question = Question.put(catalog.canonical(repository), tag, manifest);
    return ask(question, access -> stored(access, question, manifest.descriptor()));
  }

  @PreDestroy
  void close() {
    accesses.values().forEach(RegistryAccess::close);
  }

  /** Empty: the registry says that it is not there. */
  @FunctionalInterface
  private interface Exchange<T> {
    Optional<T> with(RegistryAccess access) throws NoAnswer, Refusal;
  }

  private <T> RegistryAnswer<T> ask(Question question, Exchange<T> exchange) {
    String host = question.repository().host();
    Optional<ListedRegistry> listed = catalog.find(host);
    if (listed.isEmpty()) {
      return new RegistryAnswer.NotListed<>(host);
    }
    try {
      Optional<T> found = exchange.with(access(listed.get()));
      return found.isPresent()
          ? new RegistryAnswer.Found<>(found.get())
          : new RegistryAnswer.Absent<>();
    } catch (Refusal e) {
      return new RegistryAnswer.Denied<>(question + " " + e.getMessage());
    } catch (NoAnswer e) {
      return new RegistryAnswer.Unavailable<>(question + " " + e.getMessage(), e.retryAfter());
    }
  }

  private RegistryAccess access(ListedRegistry registry) {
    return accesses.computeIfAbsent(registry.name(), name -> connect.apply(registry));
  }

  private static Optional<Descriptor> descriptor(
      RegistryAccess access, Question head, Optional<Digest> expected) throws NoAnswer, Refusal {
    Optional<HttpReply> reply = access.send(head);
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    Optional<Digest> named = named(reply.get());
    if (named.isEmpty()) {
      // The header is a SHOULD only: without it the bytes have to tell.
      return manifest(access, head.asGet(), expected).map(Manifest::descriptor);
    }
    check(named, expected);
    return named.map(digest -> new Descriptor(digest, reply.get().mediaType()));
  }

  private static Optional<Manifest> manifest(
      RegistryAccess access, Question get, Optional<Digest> expected) throws NoAnswer, Refusal {
    Optional<HttpReply> found = access.send(get);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    HttpReply reply = found.get();
    Digest digest =
        expected
            .filter(asked -> ContentHash.matches(asked, reply.body()))
            .orElseGet(() -> ContentHash.sha256(reply.body()));
    check(Optional.of(digest), expected);
    return Optional.of(new Manifest(new Descriptor(digest, reply.mediaType()), reply.body()));
  }

  private static Optional<Descriptor> stored(
      RegistryAccess access, Question put, Descriptor descriptor) throws NoAnswer, Refusal {
    Optional<HttpReply> reply = access.send(put);
    if (reply.isEmpty()) {
      throw new Refusal("answered 404: it does not take manifests for this repository");
    }
    check(named(reply.get()), Optional.of(descriptor.digest()));
    return Optional.of(descriptor);
  }

  private static Optional<Digest> named(HttpReply reply) {
    return reply.first("Docker-Content-Digest").flatMap(Digest::ifValid);
  }

  private static void check(Optional<Digest> shown, Optional<Digest> expected) throws NoAnswer {
    if (shown.isPresent() && expected.isPresent() && !shown.equals(expected)) {
      throw new NoAnswer("answered with another manifest, " + shown.get(), Optional.empty());
    }
  }
}
