package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Manifests;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses with 200 that no registry sent, or that somebody changed on their way. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class UnverifiedResponseTest extends ClientAndFakes {
  private static final String HTML = "text/html; charset=utf-8";
  private static final Digest ANOTHER = ContentDigest.sha256(new byte[] {1});

  @Test
  void aMaintenancePageIsNoManifestAndIsAskedForOnce() {
    registry.answers(
        request ->
            Reply.of(200)
                .with("Content-Type", HTML)
                .body("<html><body>Scheduled\n\u001b[31m maintenance</body></html>"));

    assertThat(couldNotAsk(client().head(app(), TAG)))
        .isEqualTo(
            "GET %s/team/app:1.2 got 200 from %s: text/html; 53 bytes beginning"
                    .formatted(registry.host(), registry.url())
                + " `<html><body>Scheduled \uFFFD[31m maintenance\u2026`"
                + " is no manifest: it is not a JSON object.");
    assertThat(registry.lines()).containsExactly(HEAD, GET);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aPageThatChangesEachTimeIsNeverADigest() {
    AtomicInteger visits = new AtomicInteger();
    registry.answers(
        request ->
            Reply.of(200)
                .with("Content-Type", HTML)
                .body("<p>Visitor " + visits.incrementAndGet()));
    HttpRegistryClient client = client();

    for (int look = 0; look < 3; look++) {
      assertThat(couldNotAsk(client.head(app(), TAG))).contains("`<p>Visitor ");
      assertThat(couldNotAsk(client.head(app(), DIGEST))).contains("`<p>Visitor ");
      assertThat(couldNotAsk(client.read(app(), DIGEST))).contains("`<p>Visitor ");
    }
  }

  /** A cache that takes whatever it gets for a manifest names the page's own digest. */
  @Test
  void aPageWithItsOwnDigestIsNoManifest() {
    byte[] page = "<html>Log in to the network".getBytes();
    registry.answers(
        request ->
            Reply.of(200)
                .with("Content-Type", HTML)
                .with("Docker-Content-Digest", ContentDigest.sha256(page).value())
                .body(page));

    assertThat(couldNotAsk(client().head(app(), TAG))).contains("Log in to the network");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"status\":\"maintenance\"} | neither manifests nor a config",
        "application/json | [] | is no manifest",
        "text/plain | OK | text/plain; 2 bytes beginning `OK`",
        "application/vnd.oci.image.index.v1+json | {\"schemaVersion\":2 | is no manifest",
      })
  void whatIsNotAManifestSaysWhatItIs(String type, String body, String said) {
    registry.answers(request -> Reply.of(200).with("Content-Type", type).body(body));

    assertThat(couldNotAsk(client().head(app(), TAG))).contains(said);
  }

  @Test
  void anEmptyReplyIsNoManifest() {
    registry.answers(request -> Reply.of(200));

    assertThat(couldNotAsk(client().head(app(), TAG))).contains("no content type; 0 bytes");
    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 203, 204, 206})
  void aHeadWithAnotherSuccessIsNotBelieved(int status) {
    registry.answers(request -> SEEN.status(status));

    assertThat(couldNotAsk(client().head(app(), TAG))).contains("got " + status + " from ");
    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @Test
  void aPageBehindARedirectIsSaidToComeFromThere() {
    registry.answers(
        request -> Reply.of(302).with("Location", other.url() + "/login?token=s3cret"));
    other.answers(request -> Reply.of(200).with("Content-Type", HTML).body("<html>Log in"));

    assertThat(couldNotAsk(client("redirect-hosts", other.host()).head(app(), TAG)))
        .contains("got 200 from " + other.url() + ": text/html; 12 bytes")
        .doesNotContain("s3cret");
  }

  @Test
  void aDigestHeaderThatIsNotOfTheBytesIsNotBelieved() {
    registry.answers(
        request -> Reply.json("").with("Docker-Content-Digest", ANOTHER.value()).body(BYTES));

    assertThat(couldNotAsk(client().head(app(), TAG)))
        .contains("another manifest, " + DIGEST + " instead of " + ANOTHER);
  }

  @Test
  void twoDigestHeadersAreNotBelieved() {
    registry.answers(request -> SEEN.with("Docker-Content-Digest", ANOTHER.value()).body(BYTES));

    assertThat(couldNotAsk(client().head(app(), TAG))).contains("another manifest");
    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @Test
  void aDigestHeaderThatIsNoDigestIsAsGoodAsNone() {
    registry.answers(
        request ->
            Reply.of(200)
                .with("Content-Type", INDEX)
                .with("Docker-Content-Digest", "sha256:latest")
                .body(BYTES));

    assertThat(client().head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @Test
  void aHeadOfADigestThatNamesAnotherIsDecidedByTheBytes() {
    registry.answers(request -> SEEN.body(BYTES));
    assertThat(couldNotAsk(client().head(app(), ANOTHER)))
        .contains("another manifest, " + DIGEST + " instead of " + ANOTHER);
  }

  @Test
  void bytesThatAreNotTheDigestAreNotFound() {
    byte[] another = Manifests.bytes("buildx-attested-1");
    registry.answers(request -> SEEN.body(another));

    assertThat(couldNotAsk(client().read(app(), DIGEST)))
        .isEqualTo(
            "GET %s/team/app@%s got 200 from %s: another manifest, %s instead of %s."
                .formatted(
                    registry.host(),
                    DIGEST,
                    registry.url(),
                    ContentDigest.sha256(another),
                    DIGEST));
    assertThat(registry.lines()).hasSize(1);
  }

  @Test
  void bytesThatAProxyCompressedAreNotUnpacked() throws IOException {
    byte[] packed = gzip(BYTES);
    registry.answers(
        request ->
            Reply.of(200)
                .with("Content-Type", INDEX)
                .with("Content-Encoding", "gzip")
                .body(packed));

    assertThat(couldNotAsk(client().head(app(), TAG))).contains("Content-Encoding \"gzip\"");
    assertThat(couldNotAsk(client().read(app(), DIGEST))).contains("Content-Encoding \"gzip\"");
    assertThat(couldNotAsk(client().read(app(), ContentDigest.sha256(packed))))
        .contains("Content-Encoding \"gzip\"");
  }

  @Test
  void aHeadThatSpeaksOfCompressedBytesIsNotBelieved() {
    registry.answers(
        request ->
            request.line().startsWith("HEAD")
                ? SEEN.with("Content-Encoding", "gzip")
                : SEEN.with("Content-Encoding", "identity").body(BYTES));

    assertThat(client().head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @Test
  void bytesThatEndTooEarlyAreAskedForAgain() {
    registry.answersInTurn(SEEN.body(BYTES).cutShort(), SEEN.body(BYTES));

    assertThat(client().read(app(), DIGEST)).isInstanceOf(RegistryAnswer.Found.class);
    assertThat(registry.lines()).hasSize(2);
  }

  @Test
  void bytesThatAlwaysEndTooEarlyAreNotBelievedThoughTheyAreAll() {
    registry.answers(request -> SEEN.body(BYTES).cutShort());

    assertThat(couldNotAsk(client().read(app(), DIGEST)))
        .contains("broke off in the middle of the answer (asked 3 times)");
  }

  private static String couldNotAsk(RegistryAnswer<?> answer) {
    assertThat(answer).isInstanceOf(Unavailable.class);
    return why(answer);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
