package dev.tagfast.registry.token;

import dev.tagfast.registry.ScriptedRegistry;
import dev.tagfast.registry.ScriptedRegistry.Asked;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import java.util.Optional;

/** A registry that wants a token, and the realm that gives it. */
public final class FakeToken {
  private final ScriptedRegistry realm;
  private final Reply welcome;
  private volatile String token = "t1";

  /**
   * @param json what the realm answers
   * @param welcome what the registry answers to whoever shows the token
   */
  public FakeToken(ScriptedRegistry registry, ScriptedRegistry realm, String json, Reply welcome) {
    this.realm = realm;
    this.welcome = welcome;
    issues(json);
    registry.answers(this::answer);
  }

  /** What the realm answers from now on. */
  void issues(String json) {
    realm.answers(ask -> Reply.json(json));
  }

  /** What the registry takes from now on. */
  void accepts(String newToken) {
    token = newToken;
  }

  static String challenge(String realm) {
    return "Bearer realm=\"%s\",service=\"my registry\"".formatted(realm);
  }

  private Reply answer(Asked ask) {
    return ask.authorization().equals(Optional.of("Bearer " + token))
        ? welcome
        : Reply.of(401).with("WWW-Authenticate", challenge(realm.url() + "/token?x=1"));
  }
}
