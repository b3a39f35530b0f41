package dev.tagfast.registry;

import dev.tagfast.image.Sentence;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.http.AllowedHosts;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.FailureMessages;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.HttpTransport;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.Redirects;
import dev.tagfast.registry.http.RegistryRequest;
import dev.tagfast.registry.http.Retries;
import dev.tagfast.registry.http.RetryAfter;
import dev.tagfast.registry.http.RetryableFailure;
import dev.tagfast.registry.token.Authorizer;
import java.time.InstantSource;
import java.util.Optional;

/** Sends requests to one registry, with redirects, authentication and retries in this order. */
final class RegistryConnection implements AutoCloseable {
  private final ListedRegistry registry;
  private final HttpTransport transport;
  private final AllowedHosts allowed;
  private final Redirects redirects;
  private final Authorizer authorizer;
  private final Retries retries;
  private final InstantSource clock;

  RegistryConnection(
      ListedRegistry registry, HttpTransport transport, InstantSource clock, Retries.Pause pause) {
    this.registry = registry;
    this.transport = transport;
    this.allowed = new AllowedHosts(registry);
    this.redirects = new Redirects(transport, allowed);
    this.authorizer = new Authorizer(registry, transport, clock);
    this.retries = new Retries(registry.attempts(), pause);
    this.clock = clock;
  }

  /** Reads a response of any status that a retry does not change, or says why it cannot be read. */
  @FunctionalInterface
  interface ResponseReader<T> {
    T read(HttpResponse response) throws RetryableFailure, PermanentFailure;
  }

  /**
   * When one question has to be answered, however many requests it takes: as many time-outs as
   * attempts are allowed.
   */
  Deadline deadline() {
    return Deadline.in(registry.timeout().multipliedBy(registry.attempts()));
  }

  /**
   * Sends a request and reads its response. Both failures' messages begin with the request.
   *
   * @throws RetryableFailure after as many attempts as are allowed, at the deadline, or by the
   *     reader
   * @throws PermanentFailure if the registry sends us where we may not go, or by the reader
   */
  <T> T exchange(RegistryRequest request, Deadline deadline, ResponseReader<T> reader)
      throws RetryableFailure, PermanentFailure {
    try {
      return reader.read(retries.run(() -> attempt(request, deadline), deadline));
    } catch (RetryableFailure e) {
      String sentences = Sentence.of(request + " " + e.why()) + " " + e.advice();
      throw new RetryableFailure(sentences.strip(), e.retryAfter());
    } catch (PermanentFailure e) {
      throw new PermanentFailure(Sentence.of(request + " " + e.why()));
    }
  }

  /** What a status that is no success means. */
  PermanentFailure refused(RegistryRequest request, HttpResponse response) {
    return new FailureMessages(registry).refused(request, response);
  }

  @Override
  public void close() {
    transport.close();
  }

  private HttpResponse attempt(RegistryRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    Optional<String> authorization = authorizer.cachedHeader(request, deadline);
    HttpResponse response = redirects.send(request.toHttp(registry.api(), authorization), deadline);
    // Only a challenge of the registry itself is answered, not one of a host that it redirected to.
    if (response.status() == 401 && allowed.isApi(response.from())) {
      String fresh = authorizer.answerChallenge(request, response, authorization, deadline);
      response = redirects.send(request.toHttp(registry.api(), Optional.of(fresh)), deadline);
    }
    if (Retries.isRetryable(response.status()) && !isUnknownMethod(request, response)) {
      throw new RetryableFailure(
          "answered " + response.status(), RetryAfter.of(response, clock.instant()));
    }
    return response;
  }

  /** 501 says that the registry knows no HEAD at all, which is no hiccup (RFC 9110, 15.6.2). */
  private static boolean isUnknownMethod(RegistryRequest request, HttpResponse response) {
    return response.status() == 501 && request.method().equals("HEAD");
  }
}
