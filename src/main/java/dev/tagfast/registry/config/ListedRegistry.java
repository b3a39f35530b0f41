package dev.tagfast.registry.config;

import dev.tagfast.image.TagCase;
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
 * A registry that the operator listed, with its settings parsed.
 *
 * @param name the name in the settings
 * @param host canonical host, as the ledger writes it
 * @param aliases other hosts of the same registry
 * @param tagCase how it compares tags
 * @param api base address of its API, without a slash at the end
 * @param insecure whether plain HTTP is allowed, also for credentials
 * @param trusted certificate authorities to trust instead of the system's
 * @param pull credentials for reading
 * @param push credentials for restores only
 * @param anchors which digests get a second tag
 * @param tokenHosts {@code host[:port]} that may issue its tokens
 * @param redirectHosts {@code host[:port]} that it may redirect to
 * @param timeout of one request
 * @param attempts how often a request is sent at most
 */
public record ListedRegistry(
    String name,
    String host,
    Set<String> aliases,
    TagCase tagCase,
    URI api,
    boolean insecure,
    Optional<KeyStore> trusted,
    Keychain pull,
    Keychain push,
    Anchors anchors,
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

  /** The origin of its API. */
  public Origin origin() {
    return Origin.of(api);
  }

  /**
   * The credential for a repository. The push credential is never used for reading, nor the pull
   * credential for writing.
   */
  public Optional<Credential> credential(String path, boolean writes) {
    return (writes ? push : pull).find(names(), path);
  }

  /** The same, read with other credentials. */
  public ListedRegistry pulledWith(Keychain other) {
    return new ListedRegistry(
        name,
        host,
        aliases,
        tagCase,
        api,
        insecure,
        trusted,
        other,
        push,
        anchors,
        tokenHosts,
        redirectHosts,
        timeout,
        attempts);
  }

  /** Whether the operator set credentials for pull or push, be it for some repositories alone. */
  public boolean hasCredentials(boolean writes) {
    return (writes ? push : pull) != Keychain.EMPTY;
  }

  /**
   * Whether the operator set push credentials for a repository. Without them nothing is written: an
   * open registry would take the write all the same.
   */
  public boolean isArmed(String path) {
    return credential(path, true).isPresent();
  }

  private Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(aliases);
    names.add(host);
    names.add(origin().hostAndPort());
    return names;
  }
}
