package dev.tagfast.registry;

import java.util.Optional;

/** The sentences for what a registry refuses us: each names the setting to look at. */
record Refusals(ListedRegistry registry) {
  /** Refused for who we are (401, 403). */
  Refusal credentials(Question question, HttpReply reply) {
    String setting = registry.setting(question.writes() ? "push-credentials" : "credentials");
    Optional<Credential> credential =
        registry.credential(question.repository().path(), question.writes());
    String right = question.writes() ? "push" : "pull";
    String advice =
        credential.isPresent()
            ? "the credentials of %s need the right to %s there".formatted(setting, right)
            : "to %s there, set %s.username and .password".formatted(right, setting);
    return new Refusal("answered " + reply.status() + ErrorCode.in(reply) + "; " + advice);
  }

  /** Refused by a host that the registry redirected to, where none of its credentials go. */
  Refusal elsewhere(HttpReply reply) {
    return new Refusal(
        "was redirected to %s, which answered %d; that is for %s to repair"
            .formatted(Origin.of(reply.from()), reply.status(), registry.host()));
  }
}
