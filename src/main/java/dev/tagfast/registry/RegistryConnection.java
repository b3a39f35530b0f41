package dev.tagfast.registry;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.http.AllowedHosts;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.ErrorCode;
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

  /**
   * Sends a request until it succeeds or fails for good. Empty: the registry answered 404.
   *
   * @throws RetryableFailure if the last allowed attempt failed, or the time for all attempts is
   *     over
   * @throws PermanentFailure for every other status
   */
  Optional<HttpResponse> send(RegistryRequest request) throws RetryableFailure, PermanentFailure {
    Deadline deadline = Deadline.in(registry.timeout().multipliedBy(registry.attempts()));
    HttpResponse response = retries.run(() -> attempt(request, deadline), deadline);
    return switch (response.status()) {
      case 200, 201 -> Optional.of(response);
      case 404 -> Optional.empty();
      case 401, 403 -> {
        FailureMessages messages = new FailureMessages(registry);
        throw allowed.isApi(response.from())
            ? messages.credentials(request, response)
            : messages.refusedByRedirectTarget(response);
      }
      default ->
          throw new PermanentFailure("answered " + response.status() + ErrorCode.in(response));
    };
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
    if (Retries.isRetryable(response.status())) {
      throw new RetryableFailure(
          "answered " + response.status(), RetryAfter.of(response, clock.instant()));
    }
    return response;
  }
}
