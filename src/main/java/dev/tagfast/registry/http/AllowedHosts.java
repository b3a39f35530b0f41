package dev.tagfast.registry.http;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import java.net.URI;
import java.util.List;

/**
 * Where a registry may send us: to itself and to the hosts that the operator listed for it. What it
 * names is text from outside; without this check it could make us ask any address of the cluster's
 * network (invariant 5).
 */
public record AllowedHosts(ListedRegistry registry) {
  /**
   * @throws PermanentFailure if the registry may not have its tokens issued there
   */
  public void checkRealm(URI realm) throws PermanentFailure {
    check(realm, "was sent for a token to", "token-hosts", registry.tokenHosts());
  }

  /**
   * @throws PermanentFailure if the registry may not redirect there
   */
  void checkRedirect(URI target) throws PermanentFailure {
    check(target, "was redirected to", "redirect-hosts", registry.redirectHosts());
  }

  /** Whether the address is the registry's API: the only place its credentials are shown to. */
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
