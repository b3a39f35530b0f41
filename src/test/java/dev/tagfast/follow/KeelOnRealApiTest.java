package dev.tagfast.follow;

import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

/** The same with the rights of {@code knative/base}. */
@RealCluster
@QuarkusTest
@WithTestResource(KeelOnRealApiTest.OfKeel.class)
class KeelOnRealApiTest extends KeelContract {
  /** The installation is changed, and nothing else. */
  public static final class OfKeel extends RealWorld {
    @Override
    public Map<String, String> start() {
      Map<String, String> settings = super.start();
      settings.put("tagfast.compat.keel", "true");
      return settings;
    }
  }
}
