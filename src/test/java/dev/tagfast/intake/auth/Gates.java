package dev.tagfast.intake.auth;

import dev.tagfast.intake.dialect.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Doors' keepers as tests need them. */
public final class Gates {
  private Gates() {}

  /** One that can ask no issuer. */
  public static Gatekeeper keeper() {
    return new Gatekeeper(
        new Tokens(
            keys -> {
              throw new IOException("no issuer in this test");
            },
            InstantSource.system()));
  }

  /**
   * Whether a request with these headers comes in.
   *
   * @param headers names and values in turn
   */
  public static boolean admits(Access access, String body, String... headers) {
    return keeper().admit(access, shown(body, headers), "tagfast.sources.ci")
        instanceof Admission.Admitted;
  }

  static Shown shown(String body, String... headers) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(Map.entry(headers[i], headers[i + 1]));
    }
    return new Shown(
        Headers.of(all), Map.of(), Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
  }
}
