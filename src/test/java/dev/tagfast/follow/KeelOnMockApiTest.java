package dev.tagfast.follow;

import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@WithTestResource(KeelOnMockApiTest.OfKeel.class)
class KeelOnMockApiTest extends KeelContract {
  /** The installation is changed, and nothing else. */
  public static final class OfKeel extends World {
    @Override
    public Map<String, String> start() {
      Map<String, String> settings = super.start();
      settings.put("tagfast.compat.keel", "true");
      return settings;
    }
  }
}
