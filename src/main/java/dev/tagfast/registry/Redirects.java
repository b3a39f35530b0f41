package dev.tagfast.registry;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Follows a registry's redirects inside its {@link Boundary}, without its credential. */
record Redirects(Wire wire, Boundary boundary) {
  private static final int MOST = 5;
  private static final Set<Integer> ANY_METHOD = Set.of(307, 308);
  private static final Set<Integer> READING = Set.of(301, 302, 303, 307, 308);

  /**
   * @throws Refusal if it leads to a host that is not listed, or in a circle
   */
  HttpReply send(HttpAsk ask, Deadline deadline) throws NoAnswer, Refusal {
    HttpReply reply = wire.send(ask, deadline);
    // 301 to 303 turn a PUT into a GET; then it would look as if it had been stored.
    Set<Integer> followed = ask.body().isPresent() ? ANY_METHOD : READING;
    for (int hops = 0; followed.contains(reply.status()); hops++) {
      if (hops == MOST) {
        throw new Refusal("was redirected more than " + MOST + " times");
      }
      URI target = target(ask, reply);
      boundary.checkRedirect(target);
      // Once dropped it stays away: nobody but the registry itself may say where it is shown.
      Optional<String> authorization =
          Origin.of(target).equals(Origin.of(ask.address()))
              ? ask.authorization()
              : Optional.empty();
      ask = ask.at(target, authorization);
      reply = wire.send(ask, deadline);
    }
    return reply;
  }

  private static URI target(HttpAsk ask, HttpReply reply) throws Refusal {
    String location =
        reply.first("Location").orElseThrow(() -> new Refusal("was redirected without a Location"));
    try {
      return ask.address().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Refusal("was redirected to something that is not an address");
    }
  }
}
