package dev.tagfast.intake.admission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.report.LogCapture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FilesWorld.class)
class ServedFromFilesTest {
  FilesWorld world;
  @Inject AdmissionServer server;

  @Test
  void aReplacedFileIsServedAndAFileThatCannotBeReadChangesNothing() throws Exception {
    assertThat(readiness()).isEqualTo(503);

    String bundle = world.renew();
    await().atMost(Duration.ofSeconds(30)).until(() -> readiness() == 200);
    X509Certificate first = Handshake.with(world.port(), FilesWorld.HOST, bundle);

    String other = world.renew();
    server.look();
    X509Certificate second = Handshake.with(world.port(), FilesWorld.HOST, other);
    assertThat(second).isNotEqualTo(first);

    try (LogCapture log = new LogCapture()) {
      Files.delete(world.key());
      server.look();
      server.look();
      assertThat(log.lines)
          .filteredOn(
              line -> line.contains("The certificate of the admission webhook is as before"))
          .as("said once")
          .singleElement()
          .satisfies(
              line -> assertThat(line).contains("tls.key cannot be read", "a certificate until 20"))
          .satisfies(line -> assertThat(line).doesNotContain("PRIVATE KEY"));
    }
    assertThat(Handshake.with(world.port(), FilesWorld.HOST, other)).isEqualTo(second);
    assertThat(readiness()).isEqualTo(200);

    assertThat(given().get("/q/metrics").asString())
        .as("how long it lasts")
        .containsPattern("tagfast_admission_certificate_seconds\\S* (7\\.7\\d*E6|77\\d{5})");

    String last = world.renew();
    server.look();
    assertThat(Handshake.with(world.port(), FilesWorld.HOST, last)).isNotEqualTo(second);
  }

  private static int readiness() {
    return given().get("/q/health/ready").statusCode();
  }
}
