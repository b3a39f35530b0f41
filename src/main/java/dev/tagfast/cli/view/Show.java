package dev.tagfast.cli.view;

import dev.tagfast.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How values are shown. */
public final class Show {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int DIGITS = 12;

  private Show() {}

  /** The first twelve hex digits: as many as an acceptance needs. */
  public static String digest(Optional<Digest> digest) {
    return digest.map(Show::digest).orElse("");
  }

  /** The first twelve hex digits. */
  public static String digest(Digest digest) {
    return digest.hex().substring(0, DIGITS);
  }

  /** The whole of it, for programs. */
  public static String whole(Optional<Digest> digest) {
    return digest.map(Digest::value).orElse("");
  }

  /** Date and time of day, UTC. */
  public static String time(Instant at) {
    return MINUTE.format(at);
  }

  /** How long ago, as kubectl says it: {@code 90s}, {@code 5m}, {@code 3h}, {@code 12d}. */
  public static String age(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    if (age.isNegative()) {
      return "0s";
    }
    if (age.toSeconds() < 120) {
      return age.toSeconds() + "s";
    }
    if (age.toMinutes() < 120) {
      return age.toMinutes() + "m";
    }
    return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
  }
}
