package dev.tagfast.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A {@link Sink} that {@code tagfast.forward.sink} names. */
public final class SinkResource implements QuarkusTestResourceLifecycleManager {
  private Sink sink;

  @Override
  public Map<String, String> start() {
    sink = new Sink();
    return Map.of("tagfast.forward.sink", sink.url());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(sink, new TestInjector.MatchesType(Sink.class));
  }

  @Override
  public void stop() {
    sink.close();
  }
}
