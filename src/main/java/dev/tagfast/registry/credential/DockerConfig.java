package dev.tagfast.registry.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code auths} of a docker {@code config.json}, read as docker and the kubelet read it.
 * Credential helpers are not run.
 *
 * <p>Of the entries for a host, the one with the longest path prefix wins: {@code
 * registry.example.com/team} before {@code registry.example.com}. An entry of the host itself wins
 * over patterns ({@code *.example.com}), and of patterns the last one in the order of the alphabet,
 * which is the kubelet's order.
 */
final class DockerConfig implements Keychain {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<Entry> entries;

  private record Entry(HostPattern host, String path, Credential credential) {
    static final Comparator<Entry> BEST_LAST =
        Comparator.comparing((Entry entry) -> !entry.host().isPattern())
            .thenComparing(entry -> entry.host().isPattern() ? entry.host().text() : "")
            .thenComparing(entry -> entry.path().length());

    boolean covers(String repository) {
      return path.isEmpty() || repository.equals(path) || repository.startsWith(path + "/");
    }
  }

  private DockerConfig(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * @throws IllegalArgumentException if the text is no docker config; the message shows none of the
   *     text
   */
  static DockerConfig parse(String json) {
    JsonNode auths;
    try {
      auths = JSON.readTree(json).path("auths");
    } catch (JsonProcessingException e) {
      // Its message may quote the text, and the text holds passwords.
      throw new IllegalArgumentException("not JSON (line " + lineOf(e) + ")");
    }
    if (!auths.isObject()) {
      throw new IllegalArgumentException("without an object \"auths\"");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> auth : auths.properties()) {
      credential(auth.getValue())
          .flatMap(found -> entry(auth.getKey(), found))
          .ifPresent(entries::add);
    }
    return new DockerConfig(entries);
  }

  @Override
  public Optional<Credential> find(Collection<String> hosts, String path) {
    return entries.stream()
        .filter(entry -> hosts.stream().anyMatch(entry.host()::matches) && entry.covers(path))
        .max(Entry.BEST_LAST)
        .map(Entry::credential);
  }

  /**
   * Parses a key: a host or a prefix, in old files an address such as {@code
   * https://index.docker.io/v1/}. The API's version in front of a path is no part of it.
   */
  private static Optional<Entry> entry(String key, Credential credential) {
    String name = key.replaceFirst("^https?://", "").replaceFirst("/+$", "");
    int slash = name.indexOf('/');
    String host = slash < 0 ? name : name.substring(0, slash);
    String path = slash < 0 ? "" : name.substring(slash + 1);
    // Other tools keep entries of their own in this file; these are skipped.
    return HostPattern.parse(host)
        .map(found -> new Entry(found, path.replaceFirst("^v[12](/|$)", ""), credential));
  }

  private static Optional<Credential> credential(JsonNode auth) {
    String identityToken = auth.path("identitytoken").asText("");
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identityToken));
    }
    String encoded = auth.path("auth").asText("");
    if (!encoded.isEmpty()) {
      String pair = decoded(encoded);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : userAndPassword(pair.substring(0, colon), pair.substring(colon + 1));
    }
    return userAndPassword(auth.path("username").asText(""), auth.path("password").asText(""));
  }

  private static Optional<Credential> userAndPassword(String user, String password) {
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new Credential.UserAndPassword(user, password));
  }

  private static String decoded(String base64) {
    try {
      // base64(1) breaks long lines.
      byte[] pair = Base64.getDecoder().decode(BLANKS.matcher(base64).replaceAll(""));
      return new String(pair, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("with an \"auth\" that is not base64");
    }
  }

  private static int lineOf(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }
}
