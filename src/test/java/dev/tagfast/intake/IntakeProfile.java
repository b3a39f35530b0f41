package dev.tagfast.intake;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Both doors open, in front of a pipeline that only records. */
public class IntakeProfile implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("tagfast.ledger.store", "memory"),
        Map.entry("tagfast.policy.source", "defaults"),
        Map.entry("tagfast.reconcile.every", "off"),
        Map.entry("tagfast.registries.local.host", "localhost:5001"),
        Map.entry("tagfast.registries.local.aliases", "registry.svc:5000"),
        Map.entry("tagfast.registries.hub.host", "docker.io"),
        Map.entry("tagfast.sources.ci.secret", "oregano"),
        Map.entry("tagfast.sources.narrow.secret", "basil"),
        Map.entry("tagfast.sources.narrow.registries", "hub"),
        Map.entry("tagfast.sources.hostless.secret", "thyme"),
        Map.entry("tagfast.sources.hostless.header", "X-Secret"),
        Map.entry("tagfast.sources.hostless.default-registry", "local"),
        Map.entry("tagfast.events.auth", "header"),
        Map.entry("tagfast.events.secret", "rosemary"),
        Map.entry("tagfast.events.registries", "local"));
  }

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(FakeRegistryHosts.class, RecordingPipeline.class, PlainCloudEventWriter.class);
  }
}
