package dev.tagfast.registry.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderLinesTest {
  @Test
  void whatBelongsToOneConnectionStaysThere() {
    HeaderLines came =
        HeaderLines.NONE
            .and("Connection", "keep-alive, X-Of-This-Hop")
            .and("x-of-this-hop", "1")
            .and("Keep-Alive", "timeout=5")
            .and("Transfer-Encoding", "chunked")
            .and("Proxy-Authorization", "Basic abc")
            .and("TE", "trailers")
            .and("Upgrade", "h2c")
            .and("Content-Length", "5")
            .and("Authorization", "Bearer abc")
            .and("Content-Type", "a/b");

    assertThat(came.endToEnd().lines())
        .containsExactly(
            Map.entry("Authorization", "Bearer abc"), Map.entry("Content-Type", "a/b"));
  }

  @Test
  void namesHaveNoCase() {
    HeaderLines lines = HeaderLines.NONE.and("www-authenticate", "Basic").and("A", "b");

    assertThat(lines.first("WWW-Authenticate")).hasValue("Basic");
    assertThat(lines.without("Www-Authenticate").lines()).containsExactly(Map.entry("A", "b"));
  }

  @Test
  void noValueIsShown() {
    assertThat(HeaderLines.NONE.and("Authorization", "Bearer abc").toString())
        .doesNotContain("abc");
  }
}
