package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.http.HttpTransport;
import dev.tagfast.registry.http.RestTransport;
import dev.tagfast.registry.token.ApiProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what one look at {@code GET /v2/} tells of a registry and of what is set for it. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class ApiProbeTest extends ClientAndFakes {
  private static final String BASIC = "Basic realm=\"x\"";
  private static final String[] BOTH = {
    "credentials.username", "puller",
    "credentials.password", "thyme",
    "push-credentials.username", "pusher",
    "push-credentials.password", "sage"
  };

  @Test
  void anOpenRegistryIsGoodAndAskedOnce() {
    registry.answers(_ -> Reply.of(200));

    assertThat(problems(BOTH)).isEmpty();
    assertThat(registry.lines()).containsExactly("GET /v2/");
    assertThat(registry.requests.getFirst().authorization()).isEmpty();
  }

  @Test
  void bothPasswordsAreTriedAndOnlyTheWrongOneIsNamed() {
    registry.answers(
        request ->
            request.authorization().filter(it -> it.equals(basic("puller:thyme"))).isPresent()
                ? Reply.of(200)
                : Reply.of(401).with("WWW-Authenticate", BASIC));

    assertThat(problems(BOTH))
        .singleElement()
        .asString()
        .contains("answered 401", "tagfast.registries.hub.push-credentials")
        .doesNotContain("sage", "pusher");
  }

  @Test
  void theTokenServerSaysWhetherACredentialIsGood() {
    registry.answers(_ -> Reply.of(401).with("WWW-Authenticate", bearer()));
    other.answers(
        request ->
            request.line().contains("account=puller")
                ? Reply.json("{\"token\":\"t\"}")
                : Reply.of(401));

    assertThat(problems(all(BOTH, "token-hosts", other.host())))
        .singleElement()
        .asString()
        .contains("got no token", "answered 401", "tagfast.registries.hub.push-credentials");
    assertThat(other.lines()).noneMatch(line -> line.contains("scope="));
  }

  @Test
  void aRegistryThatGivesTokensToAnybodyNeedsNoCredential() {
    registry.answers(_ -> Reply.of(401).with("WWW-Authenticate", bearer()));

    assertThat(problems()).isEmpty();
    assertThat(other.requests).isEmpty();
  }

  @Test
  void aRegistryThatWantsAPasswordAndGetsNoneIsToldWithTheSetting() {
    registry.answers(_ -> Reply.of(401).with("WWW-Authenticate", BASIC));

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("set tagfast.registries.hub.credentials.username and .password");
  }

  @Test
  void aTokenServerThatIsNotListedIsNotAsked() {
    registry.answers(_ -> Reply.of(401).with("WWW-Authenticate", bearer()));

    assertThat(problems(BOTH)).allMatch(it -> it.contains("tagfast.registries.hub.token-hosts"));
    assertThat(other.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, tagfast.registries.hub.insecure",
    "403, does not let Tagfast's address in",
    "404, tagfast.registries.hub.url",
    "500, answered 500",
    "401, does not say how to authenticate"
  })
  void anotherAnswerIsToldWithWhatToDo(int status, String advice) {
    registry.answers(_ -> Reply.of(status));

    assertThat(problems(BOTH)).singleElement().asString().contains(advice);
  }

  @Test
  void aWebPageIsNoRegistry() {
    registry.answers(_ -> Reply.of(200).with("Content-Type", "text/html").body("<html>"));

    assertThat(problems()).singleElement().asString().contains("web page");
  }

  @Test
  void whereNobodyListensThatIsSaid() {
    registry.close();

    assertThat(problems())
        .singleElement()
        .asString()
        .contains(
            "GET http://" + registry.host() + "/v2/ found nobody listening",
            "is tagfast.registries.hub.host or .url right?");
  }

  private String bearer() {
    return "Bearer realm=\"http://" + other.host() + "/token\",service=\"hub\"";
  }

  private static String basic(String pair) {
    return "Basic " + java.util.Base64.getEncoder().encodeToString(pair.getBytes());
  }

  private static String[] all(String[] some, String... more) {
    List<String> pairs = new ArrayList<>(List.of(some));
    pairs.addAll(List.of(more));
    return pairs.toArray(String[]::new);
  }

  private List<String> problems(String... pairs) {
    String[] settings = all(new String[] {"host", registry.host(), "insecure", "true"}, pairs);
    ListedRegistry listed =
        new RegistryCatalog(RegistrySettingsText.hub(settings)).find(registry.host()).orElseThrow();
    try (HttpTransport transport = RestTransport.to(listed, Proxies.NONE)) {
      return ApiProbe.problems(listed, transport, () -> now);
    }
  }
}
