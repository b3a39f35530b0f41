package dev.tagfast.pipeline;

import dev.tagfast.testing.RegistryProcess;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs the main path against CNCF Distribution 3.x; Debian's package is 2.8. */
@QuarkusTest
@WithTestResource(WorldOfDistribution3.class)
@EnabledIf(
    value = "isBuilt",
    disabledReason = "CNCF Distribution 3 is not built: .ci/cluster.sh build")
class MainPathOnDistribution3Test extends MainPathContract {
  static boolean isBuilt() {
    return RegistryProcess.hasDistribution3();
  }
}
