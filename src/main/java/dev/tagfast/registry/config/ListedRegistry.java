package dev.tagfast.registry.config;

import dev.tagfast.registry.credential.Credential;
import dev.tagfast.registry.credential.Keychain;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A registry that the operator listed, its settings parsed.
 *
 * @param name what the operator calls it
 * @param host canonical host of the ledger
 * @param aliases other hosts of the same registry
 * @param api base address of its API, without a slash at the end
 * @param insecure plain HTTP is allowed, for credentials too
 * @param trusted the authorities to trust instead of the system's
 * @param pull for reading
 * @param push for restores and anchors alone
 * @param anchors whether accepted manifests get a second tag
 * @param tokenHosts {@code host[:port]} that may issue its tokens
 * @param redirectHosts {@code host[:port]} that it may redirect to
 * @param timeout of one request
 * @param attempts how often a request is sent in all
 */
public record ListedRegistry(
    String name,
    String host,
    Set<String> aliases,
    URI api,
    boolean insecure,
    Optional<KeyStore> trusted,
    Keychain pull,
    Keychain push,
    boolean anchors,
    List<String> tokenHosts,
    List<String> redirectHosts,
    Duration timeout,
    int attempts) {
  public ListedRegistry {
    aliases = Set.copyOf(aliases);
    tokenHosts = List.copyOf(tokenHosts);
    redirectHosts = List.copyOf(redirectHosts);
  }

  /** The full name of one of its settings, for messages. */
  public String setting(String property) {
    return "tagfast.registries." + name + "." + property;
  }

  public Origin origin() {
    return Origin.of(api);
  }

  /** The credential for a repository; a push one is never used for reading, nor the reverse. */
  public Optional<Credential> credential(String path, boolean writes) {
    return (writes ? push : pull).find(names(), path);
  }

  private Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(aliases);
    names.add(host);
    names.add(origin().hostAndPort());
    return names;
  }
}
