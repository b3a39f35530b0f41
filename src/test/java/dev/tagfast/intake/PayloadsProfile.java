package dev.tagfast.intake;

import dev.tagfast.intake.dialect.Dialect;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A source for every format, and one that detects it; a registry for those that name none. */
public class PayloadsProfile extends IntakeProfile {
  /** What {@link SharedPayloadsTest} sends along. */
  static final String HEADER = "X-Payload-Secret";

  static final String SECRET = "saffron";

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
    Stream.concat(Stream.of("auto"), Dialect.all().stream().map(Dialect::name))
        .forEach(
            format -> {
              String source = "tagfast.sources." + source(format) + ".";
              settings.put(source + "format", format);
              settings.put(source + "header", HEADER);
              settings.put(source + "secret", SECRET);
              settings.put(source + "default-registry", "local");
            });
    return settings;
  }

  /** The name of the source with this format. */
  static String source(String format) {
    return "of-" + format;
  }
}
