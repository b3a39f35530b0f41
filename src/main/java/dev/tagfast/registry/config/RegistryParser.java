package dev.tagfast.registry.config;

import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.credential.KeychainParser;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the settings of one registry. Every mistake is a {@link WrongSetting} that names the
 * setting.
 */
final class RegistryParser {
  /** Docker Hub's API and token service have other hosts than its images name. */
  private static final String HUB_API = "https://registry-1.docker.io";

  private static final String HUB_TOKENS = "auth.docker.io";
  private static final int MOST_ATTEMPTS = 10;
  private static final int LONGEST_QUOTE = 100;

  private final String prefix;
  private final String name;
  private final Settings.RegistrySettings settings;

  private RegistryParser(String name, Settings.RegistrySettings settings) {
    this.name = name;
    this.prefix = "tagfast.registries." + name + ".";
    this.settings = settings;
  }

  /**
   * @throws WrongSetting if a setting is not valid
   */
  static ListedRegistry parse(String name, Settings.RegistrySettings settings) {
    return new RegistryParser(name, settings).parsed();
  }

  private ListedRegistry parsed() {
    String host = host("host", settings.host());
    Set<String> aliases = new LinkedHashSet<>();
    texts(settings.aliases()).forEach(alias -> aliases.add(host("aliases", alias)));
    aliases.remove(host);
    boolean hub = host.equals(Repository.DOCKER_HUB);
    List<String> tokenHosts = new ArrayList<>(servers("token-hosts", settings.tokenHosts()));
    if (hub) {
      tokenHosts.add(HUB_TOKENS);
    }
    return new ListedRegistry(
        name,
        host,
        aliases,
        tagCase(),
        api(host, hub),
        settings.insecure(),
        settings.ca().map(this::trusted),
        new KeychainParser(prefix + "credentials", settings.credentials()).parsed(),
        new KeychainParser(prefix + "push-credentials", settings.pushCredentials()).parsed(),
        anchors(),
        tokenHosts,
        servers("redirect-hosts", settings.redirectHosts()),
        timeout(),
        attempts());
  }

  private URI api(String host, boolean hub) {
    String defaultApi = hub ? HUB_API : (settings.insecure() ? "http://" : "https://") + host;
    String text = settings.url().orElse(defaultApi).strip().replaceFirst("/+$", "");
    URI address;
    try {
      address = URI.create(text);
      Origin.of(address);
    } catch (IllegalArgumentException e) {
      throw wrong(
          "url",
          "is not an http or https address; write e.g. https://registry.example.com:5000 (user and"
              + " password belong in "
              + prefix
              + "credentials)");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw wrong("url", "has a query or a fragment; write the address without them");
    }
    if (!Origin.of(address).encrypted() && !settings.insecure()) {
      throw wrong(
          "url", "is plain HTTP; write https://…, or set " + prefix + "insecure=true if you must");
    }
    return address;
  }

  private TagCase tagCase() {
    return switch (settings.tagCase().strip().toLowerCase(Locale.ROOT)) {
      case "keep" -> TagCase.KEEP;
      case "lower" -> TagCase.LOWER;
      default ->
          throw wrong(
              "tag-case",
              "is "
                  + UntrustedText.quoted(settings.tagCase(), LONGEST_QUOTE)
                  + "; write keep, or lower for a registry that stores tags in lower case, such as"
                  + " Gitea");
    };
  }

  private Anchors anchors() {
    Anchors anchors =
        switch (settings.anchors().strip().toLowerCase(Locale.ROOT)) {
          case "false" -> Anchors.OFF;
          case "auto" -> Anchors.AUTO;
          case "true" -> Anchors.ON;
          default ->
              throw wrong(
                  "anchors",
                  "is "
                      + UntrustedText.quoted(settings.anchors(), LONGEST_QUOTE)
                      + "; write true, false or auto");
        };
    Settings.Credentials push = settings.pushCredentials();
    boolean canPush =
        push.username().isPresent()
            || push.dockerConfig().isPresent()
            || push.dockerConfigFile().isPresent();
    if (anchors != Anchors.OFF && !canPush) {
      throw wrong(
          "anchors",
          "is "
              + settings.anchors().strip()
              + ", and there are no credentials to push the second tag with; write "
              + prefix
              + "push-credentials, or leave anchors out");
    }
    return anchors;
  }

  private KeyStore trusted(String file) {
    try {
      return CertificateAuthorities.read(Path.of(file));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw wrong(
          "ca",
          "names "
              + UntrustedText.quoted(file, LONGEST_QUOTE)
              + ", which cannot be read as a PEM file of certificates; write"
              + " the path of one");
    }
  }

  private Duration timeout() {
    Duration timeout = settings.timeout();
    if (timeout.compareTo(Duration.ofMillis(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw wrong("timeout", "is " + timeout + "; write a time up to five minutes, e.g. 5s");
    }
    return timeout;
  }

  private int attempts() {
    if (settings.attempts() < 1 || settings.attempts() > MOST_ATTEMPTS) {
      throw wrong(
          "attempts", "is " + settings.attempts() + "; write a number from 1 to " + MOST_ATTEMPTS);
    }
    return settings.attempts();
  }

  /**
   * Hosts that requests go to. They stay as written, because Docker Hub's names are different
   * servers.
   */
  private List<String> servers(String property, Optional<List<String>> list) {
    List<String> servers = texts(list);
    servers.forEach(server -> host(property, server));
    return servers;
  }

  private static List<String> texts(Optional<List<String>> list) {
    return list.orElse(List.of()).stream()
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The canonical form of a host, which the ledger uses. */
  private String host(String property, String text) {
    try {
      String host = Repository.canonicalHost(text);
      // The grammar allows any port of five digits; an address does not.
      if (Origin.of("https", host).port() > 65_535) {
        throw new IllegalArgumentException("port");
      }
      return host;
    } catch (IllegalArgumentException e) {
      throw wrong(
          property,
          "has "
              + UntrustedText.quoted(text, LONGEST_QUOTE)
              + ", which is not a host; write host or host:port as images name it, e.g."
              + " registry.example.com:5000");
    }
  }

  private WrongSetting wrong(String property, String what) {
    return new WrongSetting(prefix + property + " " + what + ".");
  }
}
