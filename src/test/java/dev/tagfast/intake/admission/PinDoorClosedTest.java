package dev.tagfast.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** An instance that reviews nothing, as one does that is not set up to. */
@QuarkusTest
@WithTestResource(World.class)
class PinDoorClosedTest {
  @Test
  void aReviewIsAnsweredThatTheDoorIsClosed() {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);

    HttpResponse<String> answer =
        Review.post(port, Review.ofPod("kitchen", "registry.example/pizza:1").text());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("tagfast.doors would have to name `admission`");
  }
}
