package dev.tagfast.registry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Starts the CDI container without the beans of other folders; Quarkus' REST client needs a running
 * one.
 */
public class RegistryOnly implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.arc.exclude-types",
        "dev.tagfast.pipeline.**,dev.tagfast.lifecycle.**,dev.tagfast.reconcile.**,"
            + "dev.tagfast.intake.**,dev.tagfast.resolve.**,dev.tagfast.ledger.**,"
            + "dev.tagfast.policy.**,dev.tagfast.decide.**,dev.tagfast.act.**,"
            + "dev.tagfast.report.**,dev.tagfast.registry.HttpRegistryClient,dev.tagfast.registry.config.RegistryCatalog",
        "quarkus.http.test-port",
        "0");
  }
}
