package dev.tagfast.certificate;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Secret holds. {@code tls.crt}, {@code tls.key} and {@code ca.crt} are named as in every
 * Secret of this kind.
 *
 * @param serving what is shown to the API server
 * @param authority who signed it
 * @param next who will sign, and is trusted already
 * @param former the certificate of who signed before, and is trusted still
 * @param changed when the last step was done
 */
public record CertificateState(
    Optional<Issued> serving,
    Optional<Issued> authority,
    Optional<Issued> next,
    Optional<String> former,
    Instant changed) {
  /** Nothing was made yet. */
  public static final CertificateState EMPTY =
      new CertificateState(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);

  private static final String CHANGED = "changed-at";

  /** Reads it. What is not understood counts as not there, and is made anew. */
  public static CertificateState of(Map<String, String> data) {
    return new CertificateState(
        pair(data, "tls"),
        pair(data, "ca"),
        pair(data, "next-ca"),
        Optional.ofNullable(data.get("former-ca.crt")).filter(text -> !text.isBlank()),
        changed(data));
  }

  /** As it is stored. */
  public Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    put(data, "tls", serving);
    put(data, "ca", authority);
    put(data, "next-ca", next);
    former.ifPresent(text -> data.put("former-ca.crt", text));
    data.put(CHANGED, changed.toString());
    return data;
  }

  /** The certificates that the API server is to trust. */
  public String bundle() {
    return Stream.of(authority.map(Issued::certificate), next.map(Issued::certificate), former)
        .flatMap(Optional::stream)
        .map(text -> text.strip() + "\n")
        .collect(Collectors.joining());
  }

  private static Optional<Issued> pair(Map<String, String> data, String name) {
    return Issued.ifReadable(
        Optional.ofNullable(data.get(name + ".crt")), Optional.ofNullable(data.get(name + ".key")));
  }

  private static void put(Map<String, String> data, String name, Optional<Issued> pair) {
    pair.ifPresent(
        it -> {
          data.put(name + ".crt", it.certificate());
          data.put(name + ".key", it.key());
        });
  }

  private static Instant changed(Map<String, String> data) {
    try {
      return Instant.parse(data.getOrDefault(CHANGED, ""));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
