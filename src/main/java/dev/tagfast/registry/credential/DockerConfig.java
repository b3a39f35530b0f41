package dev.tagfast.registry.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tagfast.image.Repository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code auths} of a docker {@code config.json}. The entry with the longest path prefix wins,
 * as in containers-auth.json(5) and in the kubelet: {@code registry.example.com/team} before {@code
 * registry.example.com}. Credential helpers are not run.
 */
final class DockerConfig implements Keychain {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Entry> entries;

  private record Entry(String host, String path, Credential credential) {
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
        .filter(entry -> hosts.contains(entry.host()) && entry.covers(path))
        .max(Comparator.comparingInt(entry -> entry.path().length()))
        .map(Entry::credential);
  }

  /**
   * Parses a key: a host or a prefix, in old files an address such as {@code
   * https://index.docker.io/v1/}.
   */
  private static Optional<Entry> entry(String key, Credential credential) {
    String name =
        key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "").replaceFirst("/+$", "");
    int slash = name.indexOf('/');
    try {
      String host = Repository.canonicalHost(slash < 0 ? name : name.substring(0, slash));
      return Optional.of(new Entry(host, slash < 0 ? "" : name.substring(slash + 1), credential));
    } catch (IllegalArgumentException e) {
      // Other tools keep entries of their own in this file; these are skipped.
      return Optional.empty();
    }
  }

  private static Optional<Credential> credential(JsonNode auth) {
    String identityToken = auth.path("identitytoken").asText("");
    if (!identityToken.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identityToken));
    }
    String pair =
        auth.hasNonNull("auth")
            ? decoded(auth.path("auth").asText())
            : auth.path("username").asText("") + ":" + auth.path("password").asText("");
    int colon = pair.indexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.of(
            new Credential.UserAndPassword(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("with an \"auth\" that is not base64");
    }
  }

  private static int lineOf(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }
}
