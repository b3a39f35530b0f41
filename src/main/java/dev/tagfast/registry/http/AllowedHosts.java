package dev.tagfast.registry.http;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import java.net.URI;
import java.util.List;

/**
 * The hosts that a registry may refer Tagfast to: itself, and those that the operator listed for
 * it. The addresses that a registry names are untrusted. Without this check it could make Tagfast
 * ask any address of the cluster's network (invariant 5).
 */
public record AllowedHosts(ListedRegistry registry) {
  /**
   * Checks the address of a token realm.
   *
   * @throws PermanentFailure if the registry may not have its tokens issued there
   */
  public void checkRealm(URI realm) throws PermanentFailure {
    check(realm, "was sent for a token to", "token-hosts", registry.tokenHosts());
  }

  /**
   * Checks the target of a redirect.
   *
   * @throws PermanentFailure if the registry may not redirect there
   */
  void checkRedirect(URI target) throws PermanentFailure {
    check(target, "was redirected to", "redirect-hosts", registry.redirectHosts());
  }

  /** Whether the address is the registry's own API. Its credentials are sent nowhere else. */
  public boolean isApi(URI address) {
    return Origin.of(address).equals(registry.origin());
  }

  private void check(URI target, String verb, String property, List<String> hosts)
      throws PermanentFailure {
    Origin origin;
    try {
      origin = Origin.of(target);
    } catch (IllegalArgumentException e) {
      throw new PermanentFailure(
          "%s something that is %s; only the registry can repair that"
              .formatted(verb, e.getMessage()));
    }
    if (!origin.encrypted() && !registry.insecure()) {
      throw new PermanentFailure(
          "%s %s, which is plain HTTP; set %s=true only if you must"
              .formatted(verb, origin, registry.setting("insecure")));
    }
    if (!isOwn(origin)
        && hosts.stream().noneMatch(host -> Origin.of(origin.scheme(), host).equals(origin))) {
      throw new PermanentFailure(
          "%s %s, a host that is not listed; if that is right, add %s to %s"
              .formatted(verb, origin, origin.hostAndPort(), registry.setting(property)));
    }
  }

  private boolean isOwn(Origin origin) {
    return origin.equals(registry.origin())
        || origin.equals(Origin.of(origin.scheme(), registry.host()));
  }
}
