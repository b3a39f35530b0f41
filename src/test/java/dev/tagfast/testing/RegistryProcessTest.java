package dev.tagfast.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tagfast.image.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RegistryProcessTest {
  @Test
  void theFlavourDecidesTheDigest() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Digest formaggi = pusher.push("pizza", "2018-05-12", "quattro formaggi");

      assertThat(formaggi).isEqualTo(ImagePusher.digestOf("quattro formaggi"));
      assertThat(pusher.look("pizza", "2018-05-12")).contains(formaggi);
      assertThat(pusher.push("pizza", "2018-05-12", "salami")).isNotEqualTo(formaggi);
    }
  }

  @Test
  void anIndexAndItsDeletion() {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Digest index = pusher.pushIndex("team/app", "1.0.0", "salt");
      assertThat(pusher.look("team/app", "1.0.0")).contains(index);

      pusher.delete("team/app", index);

      assertThat(pusher.look("team/app", "1.0.0")).isEmpty();
    }
  }

  @Test
  void stoppedItForgetsNothing() {
    try (RegistryProcess registry = RegistryProcess.withBasicAuth();
        ImagePusher pusher =
            ImagePusher.to(registry.uri(), RegistryProcess.USER, RegistryProcess.PASSWORD);
        ImagePusher stranger = ImagePusher.to(registry.uri())) {
      Digest digest = pusher.push("app", "1", "a");
      registry.stop();
      assertThatThrownBy(() -> pusher.look("app", "1"))
          .isInstanceOf(java.io.UncheckedIOException.class);

      registry.start();

      assertThat(pusher.look("app", "1")).contains(digest);
      assertThatThrownBy(() -> stranger.look("app", "1")).hasMessageContaining("401");
    }
  }

  @Test
  void itNotifiesWithTheSecret() throws Exception {
    LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          received.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    hook.start();
    URI url = URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook");
    try (RegistryProcess registry =
            RegistryProcess.open(Notify.at(url, Map.of("Authorization", "Bearer it's me")));
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      pusher.push("app", "1", "a");

      assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("Bearer it's me");
    } finally {
      hook.stop(0);
    }
  }
}
