package dev.tagfast.intake.gate;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.UntrustedText;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a manifest. What is sent on is written anew from what was understood, so that the
 * registry cannot read another tag in it than the gate judged.
 *
 * @param name of the repository
 * @param reference the tag or digest in the path
 * @param tags the parameters {@code tag}, which a push by digest may have
 * @param otherParameters all others, encoded
 */
record GateAddress(String name, Reference reference, List<Tag> tags, List<String> otherParameters) {
  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");
  private static final int LONGEST_QUOTE = 100;

  GateAddress {
    tags = List.copyOf(tags);
    otherParameters = List.copyOf(otherParameters);
  }

  /** Whether a path could be that of a manifest. */
  static boolean isManifest(String path) {
    return MANIFEST.matcher(path).matches();
  }

  /**
   * Reads an address.
   *
   * @param path as it came, encoded
   * @param query as it came; may be empty
   * @throws GateRefused if it is not understood in every part
   */
  static GateAddress read(String path, String query) {
    Matcher parts = MANIFEST.matcher(decoded(path));
    if (!parts.matches()) {
      throw malformed("NAME_INVALID", "path", path);
    }
    String name = parts.group(1);
    try {
      // A host that completes no short name: the path stays as the caller wrote it.
      var _ = new Repository("registry.invalid", name);
    } catch (IllegalArgumentException _) {
      throw malformed("NAME_INVALID", "repository", name);
    }
    Set<Tag> tags = new LinkedHashSet<>();
    List<String> others = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String key = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
      String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
      if (key.equals("tag")) {
        tags.add(Tag.ifValid(value).orElseThrow(() -> malformed("TAG_INVALID", "tag", value)));
      } else if (!parameter.isEmpty()) {
        others.add(equals < 0 ? encoded(key) : encoded(key) + "=" + encoded(value));
      }
    }
    return new GateAddress(name, reference(parts.group(2)), List.copyOf(tags), others);
  }

  /** All tags that a push sets. */
  List<Tag> pushedTags() {
    Set<Tag> all = new LinkedHashSet<>();
    if (reference instanceof Reference.ByTag(Tag tag)) {
      all.add(tag);
    }
    all.addAll(tags);
    return List.copyOf(all);
  }

  /** The path without the query. */
  String path() {
    return "/v2/" + name + "/manifests/" + reference.text();
  }

  /** Path and query, as they are sent on. */
  String sentOn() {
    List<String> parameters = new ArrayList<>();
    tags.forEach(tag -> parameters.add("tag=" + tag));
    parameters.addAll(otherParameters);
    return path() + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private static Reference reference(String text) {
    Optional<Reference> digest = Digest.ifValid(text).map(Reference.ByDigest::new);
    return digest
        .or(() -> Tag.ifValid(text).map(Reference.ByTag::new))
        .orElseThrow(() -> malformed("TAG_INVALID", "tag or digest", text));
  }

  private static String decoded(String text) {
    try {
      // URLDecoder decodes forms, where a plus sign is a space.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw malformed("NAME_INVALID", "address", text);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static GateRefused malformed(String code, String what, String text) {
    return new GateRefused(
        RegistryError.malformed(
            code,
            "The %s %s is not one; the gate of Tagfast passes on only what it understands."
                .formatted(what, UntrustedText.quoted(text, LONGEST_QUOTE))));
  }
}
