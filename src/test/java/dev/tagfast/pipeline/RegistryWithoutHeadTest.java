package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.pipeline.FaultyProxy.Answer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/**
 * Tests a real registry behind a proxy that refuses HEAD. Tagfast remembers that for as long as it
 * runs, so this class has a Tagfast of its own.
 */
@QuarkusTest
@WithTestResource(value = WorldBehindProxy.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RegistryWithoutHeadTest extends BehindProxySteps {
  @Test
  void whereHeadIsRefusedGetDecidesAndIsAskedAtOnceFromThenOn() {
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    answer(
        request -> request.startsWith("HEAD "), new Answer(405, "text/plain", "use GET instead"));

    assertThat(deliver("1.0.0", digest).getString("reason")).isEqualTo("FirstSeen");
    assertThat(proxy.requests())
        .containsExactly(
            "HEAD " + manifest("1.0.0"), "GET " + manifest("1.0.0"), "GET " + manifest(digest));
    proxy.forgetRequests();

    assertThat(deliver("1.0.0", digest).getString("reason")).isEqualTo("Unchanged");
    assertThat(proxy.requests()).as("remembered").containsExactly("GET " + manifest("1.0.0"));
    proxy.forgetRequests();

    String deletion = ",\"digest\":\"" + digest + "\"";
    assertThat(entry(postDelete("", deletion).then().statusCode(200)).getString("reason"))
        .as("GET shows the tag")
        .isEqualTo("Unchanged");
    assertThat(states()).containsEntry("1.0.0", TagState.CURRENT);
    pusher.delete(repository, digest);
    assertThat(entry(postDelete("", deletion).then().statusCode(200)).getString("reason"))
        .as("GET says 404")
        .isEqualTo("TagDeleted");
    assertThat(states()).containsEntry("1.0.0", TagState.DELETED);
    assertThat(proxy.requests()).allMatch(request -> request.startsWith("GET "));
  }
}
