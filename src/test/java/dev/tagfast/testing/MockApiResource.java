package dev.tagfast.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A {@link MockApi} for the application under {@code @QuarkusTest}; inject it as a field. */
public final class MockApiResource implements QuarkusTestResourceLifecycleManager {
  private MockApi api;

  @Override
  public Map<String, String> start() {
    api = MockApi.start();
    return api.settings();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(api, new TestInjector.MatchesType(MockApi.class));
  }

  @Override
  public void stop() {
    api.close();
  }
}
