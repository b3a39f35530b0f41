package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of a repository's tags, from scripted registries and from real ones. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class TagListTest extends ClientAndFakes {
  private static final String FIRST = "GET /v2/team/app/tags/list?n=1000";
  private static final int MORE_THAN_A_PAGE = 1003;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</v2/team/app/tags/list?last=1.1&n=2>; rel=\"next\"",
        "<tags/list?last=1.1&n=2>;rel=next",
        "<http://127.0.0.1:1/elsewhere?last=1.1&n=2>; rel=\"next\"",
        "<//attacker.example/v2/team/app/tags/list?last=1.1&n=2>; rel=\"next\"",
      })
  void theNextPageIsAskedForAtTheSameAddressWhateverTheLinkSays(String link) {
    registry.answersInTurn(tags("1.0", "1.1").with("Link", link), tags("1.2"));

    assertThat(client().tags(app())).isEqualTo(complete("1.0", "1.1", "1.2"));
    assertThat(registry.lines()).containsExactly(FIRST, "GET /v2/team/app/tags/list?last=1.1&n=2");
    assertThat(other.lines()).isEmpty();
  }

  @Test
  void aFullPageWithoutALinkHasANextOneNevertheless() {
    String[] full = IntStream.range(0, 1000).mapToObj(i -> "t" + i).toArray(String[]::new);
    registry.answersInTurn(tags(full), tags("u"));

    assertThat(size(client().tags(app()))).isEqualTo(1001);
    assertThat(registry.lines())
        .containsExactly(FIRST, "GET /v2/team/app/tags/list?n=1000&last=t999");
  }

  @Test
  void aRegistryThatRepeatsItselfIsNotAskedForEver() {
    registry.answers(
        _ -> tags("1.0", "1.1").with("Link", "</v2/team/app/tags/list?last=1.1>; rel=\"next\""));

    assertThat(client().tags(app())).isEqualTo(complete("1.0", "1.1"));
    assertThat(registry.lines()).hasSize(2);
  }

  @Test
  void ofAnEndlessListTheBeginningIsRead() {
    AtomicInteger page = new AtomicInteger();
    registry.answers(
        _ ->
            tags("t" + page.incrementAndGet())
                .with("Link", "</v2/team/app/tags/list?page=" + page + ">; rel=\"next\""));

    assertThat(client().tags(app()))
        .isInstanceOfSatisfying(
            Found.class, found -> assertThat(((TagList) found.value()).complete()).isFalse());
    assertThat(registry.lines()).hasSize(TagListEndpoint.MOST_PAGES);
  }

  @Test
  void whatIsNoTagIsLeftOut() {
    registry.answers(_ -> Reply.json("{\"tags\":[\"1.0\",\"../x\",\"\",7]}"));

    assertThat(client().tags(app())).isEqualTo(complete("1.0", "7"));
  }

  @Test
  void aRepositoryWithoutTagsHasAnEmptyList() {
    registry.answers(_ -> Reply.json("{\"name\":\"team/app\",\"tags\":null}"));

    assertThat(client().tags(app())).isEqualTo(complete());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>we are back soon</html>", "{}", "[]", "{\"tags\":\"1.0\"}", ""})
  void aPageOfAnotherKindIsNoEmptyList(String body) {
    registry.answers(_ -> Reply.of(200).body(body));

    assertThat(client().tags(app())).isInstanceOf(Unavailable.class);
  }

  @Test
  void anAskForPatienceAndARefusalAreTold() {
    registry.answers(_ -> Reply.of(429).with("Retry-After", "60"));
    assertThat(client().tags(app()))
        .isInstanceOfSatisfying(
            Unavailable.class,
            answer -> {
              assertThat(answer.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(60)));
              assertThat(answer.why()).contains("GET " + app() + "/tags/list answered 429");
            });

    registry.answers(_ -> Reply.of(403));
    assertThat(client().tags(app())).isInstanceOf(Denied.class);
    registry.answers(_ -> Reply.of(404));
    assertThat(client().tags(app())).isEqualTo(new Absent<>());
  }

  @Test
  void aTokenForPullIsEnough() {
    var unused = tokens("{\"token\":\"t1\"}");

    client("token-hosts", other.host()).tags(app());

    assertThat(other.lines())
        .singleElement()
        .asString()
        .endsWith("&scope=repository%3Ateam%2Fapp%3Apull");
  }

  @Test
  void distributionLists() {
    try (RegistryProcess real = RegistryProcess.open()) {
      everyTagIsListed(real);
    }
  }

  @Test
  @EnabledIf("hasDistribution3")
  void distribution3ListsPageByPage() {
    try (RegistryProcess real = RegistryProcess.ofDistribution3()) {
      everyTagIsListed(real);
      assertThat(real.log()).contains("/v2/app/tags/list?last=");
    }
  }

  private static void everyTagIsListed(RegistryProcess real) {
    try (ImagePusher pusher = ImagePusher.to(real.uri())) {
      pusher.push("app", "t0", "margherita");
      byte[] manifest = ImagePusher.manifestOf("margherita");
      for (int i = 1; i < MORE_THAN_A_PAGE; i++) {
        pusher.putManifest("app", "t" + i, "application/vnd.oci.image.manifest.v1+json", manifest);
      }
    }
    try (CloseableClient client = new CloseableClient(real)) {
      assertThat(size(client.client().tags(new Repository(real.host(), "app"))))
          .isEqualTo(MORE_THAN_A_PAGE);
      assertThat(client.client().tags(new Repository(real.host(), "never")))
          .isEqualTo(new Absent<>());
    }
  }

  static boolean hasDistribution3() {
    return RegistryProcess.hasDistribution3();
  }

  private record CloseableClient(HttpRegistryClient client) implements AutoCloseable {
    CloseableClient(RegistryProcess real) {
      this(
          new HttpRegistryClient(
              new RegistryCatalog(
                  RegistrySettingsText.hub("host", real.host(), "insecure", "true")),
              Proxies.NONE,
              InstantSource.system()));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private static int size(RegistryAnswer<TagList> answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return ((Found<TagList>) answer).value().tags().size();
  }

  private static RegistryAnswer<TagList> complete(String... tags) {
    return new Found<>(new TagList(List.of(tags).stream().map(Tag::new).toList(), true));
  }

  private static Reply tags(String... tags) {
    return Reply.json(
        List.of(tags).stream()
            .map(tag -> "\"" + tag + "\"")
            .collect(Collectors.joining(",", "{\"name\":\"team/app\",\"tags\":[", "]}")));
  }
}
