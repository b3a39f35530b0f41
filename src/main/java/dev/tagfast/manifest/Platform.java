package dev.tagfast.manifest;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which machines an index offers a child for, as the OCI image-spec describes it.
 *
 * @param os {@code linux}
 * @param architecture {@code arm64}, in Go's spelling
 * @param variant {@code v8}
 * @param osVersion what Windows images match the node's build by
 * @param osFeatures e.g. {@code win32k}
 */
public record Platform(
    String os,
    String architecture,
    Optional<String> variant,
    Optional<String> osVersion,
    List<String> osFeatures) {

  private static final Pattern IS_WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern IS_VERSION = Pattern.compile("[A-Za-z0-9._ -]{1,64}");

  /** containerd writes it so; the parentheses are there for a version or features only. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<os>[^/(]+)(?:\\((?<version>[^)+/]*)(?<features>(?:\\+[^)+/]+)*)\\))?"
              + "/(?<architecture>[^/]+)(?:/(?<variant>[^/]+))?");

  /** No platform was named. */
  public static final Platform UNKNOWN = of("unknown", "unknown");

  /**
   * @throws IllegalArgumentException if a part has characters that {@link #text()} separates parts
   *     by, or that could forge a line of a report
   */
  public Platform {
    osFeatures = List.copyOf(osFeatures);
    if (osFeatures.size() > 20
        || !Stream.concat(Stream.of(os, architecture), osFeatures.stream())
            .allMatch(Platform::isWord)
        || !variant.map(Platform::isWord).orElse(true)
        || !osVersion.map(version -> IS_VERSION.matcher(version).matches()).orElse(true)) {
      throw new IllegalArgumentException("not a platform");
    }
  }

  /** A platform without further details. */
  public static Platform of(String os, String architecture) {
    return new Platform(os, architecture, Optional.empty(), Optional.empty(), List.of());
  }

  /** The platform with this {@link #text()}; empty: it is none. */
  public static Optional<Platform> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Platform(
              parts.group("os"),
              parts.group("architecture"),
              Optional.ofNullable(parts.group("variant")),
              Optional.ofNullable(parts.group("version")).filter(version -> !version.isEmpty()),
              features(Optional.ofNullable(parts.group("features")).orElse(""))));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static List<String> features(String joined) {
    return Arrays.stream(joined.split("\\+", -1)).filter(feature -> !feature.isEmpty()).toList();
  }

  /** Whether no machine is of this platform: BuildKit gives it to attestations. */
  public boolean isUnknown() {
    return os.equals("unknown") && architecture.equals("unknown");
  }

  /**
   * The same platform in the one spelling that containerd compares in: {@code aarch64} and {@code
   * arm64/v8} are {@code arm64}.
   */
  Platform normalized() {
    String arch = architecture.toLowerCase(Locale.ROOT);
    String detail = variant.orElse("").toLowerCase(Locale.ROOT);
    return switch (arch) {
      case "i386" -> with("386", "");
      case "x86_64", "x86-64", "amd64" -> with("amd64", detail.equals("v1") ? "" : detail);
      case "aarch64", "arm64" ->
          with("arm64", detail.equals("8") || detail.equals("v8") ? "" : detail);
      case "armhf" -> with("arm", "v7");
      case "armel" -> with("arm", "v6");
      case "arm" -> with("arm", armVariant(detail));
      default -> with(arch, detail);
    };
  }

  private static String armVariant(String written) {
    return switch (written) {
      case "" -> "v7";
      case "5", "6", "7", "8" -> "v" + written;
      default -> written;
    };
  }

  private Platform with(String newArchitecture, String newVariant) {
    return new Platform(
        os.toLowerCase(Locale.ROOT),
        newArchitecture,
        Optional.of(newVariant).filter(text -> !text.isEmpty()),
        osVersion,
        osFeatures);
  }

  /** {@code linux/arm64/v8}, {@code windows(10.0.20348.2113)/amd64}, as containerd writes it. */
  public String text() {
    String details =
        osVersion.orElse("") + osFeatures.stream().map(feature -> "+" + feature).collect(joining());
    return os
        + (details.isEmpty() ? "" : "(" + details + ")")
        + "/"
        + architecture
        + variant.map(written -> "/" + written).orElse("");
  }

  private static boolean isWord(String text) {
    return IS_WORD.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text();
  }
}
