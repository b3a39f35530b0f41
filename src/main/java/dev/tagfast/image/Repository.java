package dev.tagfast.image;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A repository: registry host and path. This is the only place that expands Docker Hub's short
 * names.
 *
 * @param host host name or address with optional port, lower case
 * @param path path inside the registry, e.g. {@code library/nginx}
 */
public record Repository(String host, String path) {
  /** The canonical host of Docker Hub. Its API is at another host. */
  public static final String DOCKER_HUB = "docker.io";

  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\\[[0-9a-f:.]+])"
              + "(?::[0-9]{1,5})?");
  private static final Pattern PATH =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*");
  private static final int LONGEST_PATH = 255;

  /**
   * Normalises the host, and completes a short name of Docker Hub.
   *
   * @throws IllegalArgumentException if the host or the path is invalid
   */
  public Repository {
    host = canonicalHost(host);
    if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("not a repository path: " + UntrustedText.clean(path, 80));
    }
    if (host.equals(DOCKER_HUB) && path.indexOf('/') < 0) {
      path = "library/" + path;
    }
  }

  /**
   * Parses the name part of an image reference ({@code nginx}, {@code ghcr.io/team/app}).
   *
   * @throws IllegalArgumentException if the name is invalid
   */
  public static Repository parse(String name) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    // The rule of the reference grammar: a first part with a dot, a colon or an upper-case letter
    // is a host.
    boolean isHost =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    return isHost
        ? new Repository(first, name.substring(slash + 1))
        : new Repository(DOCKER_HUB, name);
  }

  /**
   * The host as in the ledger: lower case, and one name for Docker Hub.
   *
   * @throws IllegalArgumentException if the text is not a host
   */
  public static String canonicalHost(String host) {
    // A port with zeros before it is the same port to whoever pulls.
    String lower = host.toLowerCase(Locale.ROOT).replaceFirst(":0+(?=[0-9]+$)", ":");
    if (lower.length() > 259 || !HOST.matcher(lower).matches()) {
      throw new IllegalArgumentException("not a registry host: " + UntrustedText.clean(host, 80));
    }
    return switch (lower) {
      case "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com" -> DOCKER_HUB;
      default -> lower;
    };
  }

  /** The repository with the same path on another host, e.g. the canonical host of an alias. */
  public Repository at(String otherHost) {
    return new Repository(otherHost, path);
  }

  @Override
  public String toString() {
    return host + "/" + path;
  }
}
