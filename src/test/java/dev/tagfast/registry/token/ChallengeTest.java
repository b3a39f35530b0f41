package dev.tagfast.registry.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void theSchemeIsReadInAnyCase() {
    assertThat(parse("bEaReR realm=\"https://auth.example.com/token\""))
        .containsExactly(bearer("https://auth.example.com/token", null, null));
    assertThat(parse("BASIC realm=\"x\"")).containsExactly(new Challenge.Basic());
  }

  @Test
  void quotedStringsKeepTheirCommas() {
    assertThat(
            parse(
                "Bearer realm=\"https://a.example.com/t\",service=\"reg, the \\\"old\\\" one\","
                    + "scope=\"repository:team/app:pull,push\""))
        .containsExactly(
            bearer(
                "https://a.example.com/t",
                "reg, the \"old\" one",
                "repository:team/app:pull,push"));
  }

  @Test
  void severalChallengesInOneHeaderAreToldApartAndBearerComesFirst() {
    assertThat(
            parse(
                "Negotiate abc==, Basic realm=\"a, Bearer b\" , Bearer realm = https://c/t ,"
                    + " service=d"))
        .containsExactly(bearer("https://c/t", "d", null), new Challenge.Basic());
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(Challenge.parse(List.of("Basic", "Bearer realm=\"https://c/t\"")))
        .containsExactly(bearer("https://c/t", null, null), new Challenge.Basic());
  }

  @Test
  void aBearerChallengeWithoutRealmCannotBeAnswered() {
    assertThat(parse("Bearer service=\"x\"")).isEmpty();
  }

  @Test
  void nonsenseIsNoChallenge() {
    assertThat(parse("")).isEmpty();
    assertThat(parse("=\"x\",=,,,\"")).isEmpty();
    assertThat(parse("Bearer realm=\"never closed\\")).hasSize(1);
    assertThat(parse("a ".repeat(100_000))).isEmpty();
    assertThat(parse("Bearer realm=\"" + "\\a".repeat(100_000) + "\"")).hasSize(1);
  }

  private static List<Challenge> parse(String header) {
    return Challenge.parse(List.of(header));
  }

  private static Challenge bearer(String realm, String service, String scope) {
    return new Challenge.Bearer(realm, Optional.ofNullable(service), Optional.ofNullable(scope));
  }
}
