package dev.tagfast.registry;

import java.time.InstantSource;
import java.util.Optional;

/** Gets a question to one registry: redirects, authentication and retries in their order. */
final class RegistryAccess implements AutoCloseable {
  private final ListedRegistry registry;
  private final Wire wire;
  private final Boundary boundary;
  private final Redirects redirects;
  private final Authorizer authorizer;
  private final Retries retries;
  private final InstantSource clock;

  RegistryAccess(ListedRegistry registry, Wire wire, InstantSource clock, Retries.Pause pause) {
    this.registry = registry;
    this.wire = wire;
    this.boundary = new Boundary(registry);
    this.redirects = new Redirects(wire, boundary);
    this.authorizer = new Authorizer(registry, wire, clock);
    this.retries = new Retries(registry.attempts(), pause);
    this.clock = clock;
  }

  /**
   * A successful reply; empty where the registry says that there is nothing (404).
   *
   * @throws NoAnswer after as many attempts as are allowed, or when as many time-outs have passed
   * @throws Refusal for every other status
   */
  Optional<HttpReply> send(Question question) throws NoAnswer, Refusal {
    Deadline deadline = Deadline.in(registry.timeout().multipliedBy(registry.attempts()));
    HttpReply reply = retries.run(() -> attempt(question, deadline), deadline);
    return switch (reply.status()) {
      case 200, 201 -> Optional.of(reply);
      case 404 -> Optional.empty();
      case 401, 403 -> {
        Refusals refusals = new Refusals(registry);
        throw boundary.isApi(reply.from())
            ? refusals.credentials(question, reply)
            : refusals.elsewhere(reply);
      }
      default -> throw new Refusal("answered " + reply.status() + ErrorCode.in(reply));
    };
  }

  @Override
  public void close() {
    wire.close();
  }

  private HttpReply attempt(Question question, Deadline deadline) throws NoAnswer, Refusal {
    Optional<String> authorization = authorizer.remembered(question, deadline);
    HttpReply reply = redirects.send(question.ask(registry.api(), authorization), deadline);
    // A challenge of a host that we were redirected to is not the registry's to be answered.
    if (reply.status() == 401 && boundary.isApi(reply.from())) {
      String fresh = authorizer.challenged(question, reply, authorization, deadline);
      reply = redirects.send(question.ask(registry.api(), Optional.of(fresh)), deadline);
    }
    if (Retries.worthwhile(reply.status())) {
      throw new NoAnswer("answered " + reply.status(), RetryAfter.of(reply, clock.instant()));
    }
    return reply;
  }
}
