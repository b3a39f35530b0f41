package dev.tagfast.intake.delivery;

import dev.tagfast.intake.IntakeProfile;
import java.util.Map;
import java.util.TreeMap;

/** Sources with a deadline, and sources that forward to a broker. */
public class ForwardingProfile extends IntakeProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new TreeMap<>(super.getConfigOverrides());
    settings.put("tagfast.sources.hasty.secret", "oregano");
    settings.put("tagfast.sources.hasty.answer-within", "200ms");
    settings.put("tagfast.sources.patient.secret", "oregano");
    settings.put("tagfast.sources.patient.answer-within", "2s");
    settings.put("tagfast.sources.own.secret", "oregano");
    settings.put("tagfast.sources.own.format", "tagfast");
    for (String name : new String[] {"broker", "hastybroker", "narrowbroker"}) {
      settings.put("tagfast.sources." + name + ".secret", "oregano");
      settings.put("tagfast.sources." + name + ".format", "auto");
      settings.put("tagfast.sources." + name + ".forward", "broker");
    }
    settings.put("tagfast.sources.hastybroker.answer-within", "200ms");
    settings.put("tagfast.sources.narrowbroker.registries", "hub");
    settings.put("tagfast.events.default-registry", "local");
    return settings;
  }
}
