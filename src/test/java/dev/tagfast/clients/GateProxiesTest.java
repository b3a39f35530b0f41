package dev.tagfast.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.gate.GateWorld;
import dev.tagfast.testing.ImagePusher;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/gate.md do what they say, with the real reverse proxies. */
@Tag("clients")
@QuarkusTest
@WithTestResource(GateWorld.class)
class GateProxiesTest {
  GateWorld world;
  @TempDir Path home;

  private final String repository = "proxy-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void caddy() throws IOException {
    need(Program.CADDY);
    String file =
        GateExamples.caddyfile(world.otherFront(), world.silent().host(), world.tagfast());
    Files.writeString(home.resolve("Caddyfile"), file);
    try (FrontProcess _ =
        new FrontProcess(Program.CADDY, home, world.otherFront(), "run", "--config", "Caddyfile")) {
      guards();
    }
  }

  @Test
  void envoyWithTheRulesOfTheHttpRoute() throws IOException {
    need(Program.ENVOY);
    String file = GateExamples.envoy(world.otherFront(), world.silent().host(), world.tagfast());
    Files.writeString(home.resolve("envoy.json"), file);
    try (FrontProcess _ =
        new FrontProcess(
            Program.ENVOY,
            home,
            world.otherFront(),
            "-c",
            "envoy.json",
            "--disable-hot-restart",
            "--concurrency",
            "1")) {
      guards();
    }
  }

  private void guards() {
    try (ImagePusher pusher =
        ImagePusher.to(URI.create("http://127.0.0.1:" + world.otherFront()))) {
      Digest first = pusher.push(repository, "1.0.0", "first");
      Digest index = pusher.pushIndex(repository, "2.0.0", "second");

      assertThat(pusher.push(repository, "1.0.0", "first")).isEqualTo(first);
      assertThatThrownBy(() -> pusher.push(repository, "1.0.0", "third"))
          .hasMessageContaining("403")
          .hasMessageContaining("is held to " + first);
      assertThatThrownBy(() -> pusher.delete(repository, index)).hasMessageContaining("403");
      assertThat(pusher.look(repository, "1.0.0")).as("reads go by").hasValue(first);
    }
  }

  private static void need(Program program) {
    Optional<String> missing = program.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }
}
