package dev.tagfast.intake;

import java.util.Map;
import java.util.TreeMap;

/** Sources with every authentication method, and an access log. */
public class AuthenticationProfile extends IntakeProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
    settings.put("quarkus.http.access-log.enabled", "true");
    settings.put("quarkus.http.access-log.pattern", "%r %q %U %{REQUEST_URL}");
    settings.put("tagfast.sources.auto.format", "auto");
    settings.put("tagfast.sources.auto.secret", "oregano");
    settings.put("tagfast.sources.signed.format", "auto");
    settings.put("tagfast.sources.signed.auth", "hmac-sha256");
    // What SmallRye Config would change in any other setting.
    settings.put("tagfast.sources.signed.secret", "ore$$gano-${HOME}-${b");
    settings.put("tagfast.sources.path.auth", "path");
    settings.put("tagfast.sources.path.secret", "ore/gano & more");
    settings.put("tagfast.sources.query.auth", "query");
    settings.put("tagfast.sources.query.secret", "oregano");
    settings.put("tagfast.sources.open.auth", "none");
    settings.put("tagfast.events.auth", "query");
    settings.put("tagfast.events.secret", "rosemary");
    return settings;
  }
}
