package dev.tagfast.intake;

import dev.tagfast.intake.dialect.Dialect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sources for every format and for {@code auto}, with a default registry for notifications that
 * name no host.
 */
public class PayloadsProfile extends IntakeProfile {
  /** The header in which {@link SharedPayloadsTest} sends the secret. */
  static final String HEADER = "X-Payload-Secret";

  static final String SECRET = "saffron";

  /** The secret of the samples' signatures. */
  private static final String SIGNING_SECRET = "test-secret";

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
    Stream.concat(Stream.of("auto"), Dialect.all().stream().map(Dialect::name))
        .forEach(
            format -> {
              for (String auth : List.of("header", "hmac-sha256", "hmac-sha1")) {
                String source = "tagfast.sources." + source(format, auth) + ".";
                settings.put(source + "format", format);
                settings.put(source + "auth", auth);
                settings.put(source + "secret", auth.equals("header") ? SECRET : SIGNING_SECRET);
                settings.put(source + "default-registry", "local");
              }
              settings.put("tagfast.sources." + source(format, "header") + ".header", HEADER);
            });
    return settings;
  }

  /** The name of the source with this format and this authentication. */
  static String source(String format, String auth) {
    return "of-" + format + "-" + auth;
  }
}
