package dev.tagfast.registry.token;

import dev.tagfast.registry.ScriptedRegistry;
import dev.tagfast.registry.ScriptedRegistry.ReceivedRequest;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import java.util.Optional;

/** Scripts a registry that wants a token, and the realm that issues it. */
public final class FakeToken {
  private final ScriptedRegistry realm;
  private final Reply authorizedReply;
  private volatile String token = "t1";

  /**
   * @param json the answer of the realm
   * @param authorizedReply the registry's answer to a request with the token
   */
  public FakeToken(
      ScriptedRegistry registry, ScriptedRegistry realm, String json, Reply authorizedReply) {
    this.realm = realm;
    this.authorizedReply = authorizedReply;
    issues(json);
    registry.answers(this::answer);
  }

  /** Sets the answer of the realm. */
  void issues(String json) {
    realm.answers(request -> Reply.json(json));
  }

  /** Sets the token that the registry accepts. */
  void accepts(String newToken) {
    token = newToken;
  }

  static String challenge(String realm) {
    return "Bearer realm=\"%s\",service=\"my registry\"".formatted(realm);
  }

  private Reply answer(ReceivedRequest request) {
    return request.authorization().equals(Optional.of("Bearer " + token))
        ? authorizedReply
        : Reply.of(401).with("WWW-Authenticate", challenge(realm.url() + "/token?x=1"));
  }
}
