package dev.tagfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.IntakeProfile;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.report.LogCapture;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.TestSettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests what is said at the start of registries that are there, and of those that are not. */
@QuarkusTest
@TestProfile(IntakeProfile.class)
class RegistryCheckTest {
  @Test
  void eachRegistryThatCannotBeUsedIsNamedAndTheOthersTogether() throws IOException {
    try (RegistryProcess open = RegistryProcess.open();
        RegistryProcess closed = RegistryProcess.withBasicAuth();
        LogCapture log = new LogCapture()) {
      Map<String, String> settings = new HashMap<>();
      registry(settings, "open", open.host());
      registry(settings, "taken", closed.host());
      settings.put("tagfast.registries.taken.credentials.username", RegistryProcess.USER);
      settings.put("tagfast.registries.taken.credentials.password", RegistryProcess.PASSWORD);
      registry(settings, "gone", "127.0.0.1:" + closedPort());

      check(settings).check();

      assertThat(log.lines)
          .anySatisfy(line -> assertThat(line).endsWith("set for them: open, taken"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("The registry gone cannot be used", "found nobody listening")
                      .contains("is tagfast.registries.gone.host or .url right?"))
          .noneMatch(line -> line.contains(RegistryProcess.PASSWORD));
    }
  }

  @Test
  void whoScalesToZeroAsksNobodyAtTheStart() {
    assertThat(asksAtTheStart("off")).isFalse();
    assertThat(asksAtTheStart("5m")).isTrue();
  }

  private static boolean asksAtTheStart(String every) {
    Map<String, String> properties = Map.of("tagfast.reconcile.every", every);
    List<Runnable> later = new ArrayList<>();
    check(properties)
        .onStart(new StartupEvent(), TestSettings.of(properties), (_, work) -> later.add(work));
    return !later.isEmpty();
  }

  private static RegistryCheck check(Map<String, String> properties) {
    Settings settings = TestSettings.of(properties);
    return new RegistryCheck(new RegistryCatalog(settings), Proxies.NONE, InstantSource.system());
  }

  private static void registry(Map<String, String> settings, String name, String host) {
    settings.put("tagfast.registries." + name + ".host", host);
    settings.put("tagfast.registries." + name + ".insecure", "true");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
