package dev.tagfast.policy.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "ghcr.io/team/app,          ghcr.io/team/app,           true",
    "ghcr.io/team/app,          ghcr.io/team/apps,          false",
    "ghcr.io/team/app,          ghcrxio/team/app,           false",
    "ghcr.io/team/*,            ghcr.io/team/app,           true",
    "ghcr.io/team/*,            ghcr.io/team/a/b,           false",
    "ghcr.io/team/**,           ghcr.io/team/a/b,           true",
    "ghcr.io/team/**,           ghcr.io/teams/a,            false",
    "ghcr.io/**/app,            ghcr.io/app,                true",
    "ghcr.io/**/app,            ghcr.io/a/b/app,            true",
    "ghcr.io/**/app,            ghcr.io/a/b/myapp,          false",
    "*/team/app,                localhost:5000/team/app,    true",
    "*.example.com/**,          eu.example.com/a,           true",
    "*.example.com/**,          eu.example.com.evil.org/a,  false",
    "*.example.com/**,          evil.org/x.example.com/a,   false",
    "**,                        docker.io/library/nginx,    true",
    "**/nginx,                  docker.io/library/nginx,    true",
    "docker.io/library/ngin?,   docker.io/library/nginx,    true",
    "docker.io/library?nginx,   docker.io/library/nginx,    false",
    "'[::1]:5000/app',          '[::1]:5000/app',           true",
    "localhost/app,             localhost/app,              true"
  })
  void aRepositoryGlobIsComparedWithHostAndPath(String glob, String repository, boolean matches) {
    assertThat(Glob.ofRepositories(glob).matches(repository)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "library/nginx", "*", "nginx*", "team/**"})
  void aGlobThatCouldNeverMatchIsRefused(String glob) {
    assertThatThrownBy(() -> Glob.ofRepositories(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never matches")
        .hasMessageContaining("docker.io/library/nginx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ghcr.io/{a,b}", "GHCR.io/team/app", "ghcr.io/team/app@sha256", "a b"})
  void aGlobWithOtherCharactersIsRefused(String glob) {
    assertThatThrownBy(() -> Glob.ofRepositories(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a pattern for repositories");
  }

  @ParameterizedTest
  @CsvSource({
    "prod-*,  prod-7,    true",
    "prod-*,  prod-,     true",
    "prod-*,  preprod-7, false",
    "v?.*,    v1.2.3,    true",
    "v?.*,    v10.2.3,   false",
    "1.2.3,   1x2x3,     false",
    "1.2.3,   1.2.3,     true",
    "Prod,    prod,      false"
  })
  void aTagGlobIsComparedWithTheWholeTag(String glob, String tag, boolean matches) {
    assertThat(Glob.ofTags(glob).matches(tag)).isEqualTo(matches);
  }

  @Test
  void manyWildcardsTakeLinearTime() {
    Glob glob = Glob.ofTags("*a".repeat(64));

    assertThat(glob.matches("a".repeat(127) + "b")).isFalse();
  }
}
