package dev.tagfast.intake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example for nginx does what it says, with a real one. */
@QuarkusTest
@WithTestResource(GateWorld.class)
class NginxGateTest {
  GateWorld world;

  private final String repository = "kitchen/nginx-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void needsNginx() {
    assumeTrue(world.nginx().isPresent(), "nginx is not here: apt-get install nginx-light");
  }

  @Test
  void imagesAndIndexesArePushedAndPulledAndAnotherImageIsRefused() {
    try (ImagePusher pusher = ImagePusher.to(uri(world.nginx().orElseThrow()))) {
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

  @Test
  void credentialsGoToTheRegistry() {
    URI secured = uri(world.securedNginx().orElseThrow());
    try (ImagePusher pusher =
            ImagePusher.to(secured, RegistryProcess.USER, RegistryProcess.PASSWORD);
        ImagePusher stranger = ImagePusher.to(secured)) {
      Digest first = pusher.push(repository, "1.0.0", "first");

      assertThat(pusher.look(repository, "1.0.0")).hasValue(first);
      assertThatThrownBy(
              () ->
                  stranger.putManifest(
                      repository,
                      "1.0.0",
                      "application/vnd.oci.image.manifest.v1+json",
                      ImagePusher.manifestOf("second")))
          .hasMessageContaining("answered 401");
    }
  }

  private static URI uri(NginxProcess nginx) {
    return URI.create("http://" + nginx.host());
  }
}
