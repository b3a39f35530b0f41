package dev.tagfast.intake;

import dev.tagfast.intake.dialect.Dialect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A source for every format, and one that detects it; a registry for those that name none. */
public class PayloadsProfile extends IntakeProfile {
  /** What {@link SharedPayloadsTest} sends along. */
  static final String HEADER = "X-Payload-Secret";

  static final String SECRET = "saffron";

  /** What the signatures among the samples are made with. */
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

  /** The name of the source with this format, known in this way. */
  static String source(String format, String auth) {
    return "of-" + format + "-" + auth;
  }
}
