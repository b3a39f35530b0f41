package dev.tagfast.intake.gate;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.registry.forward.ForwardResult;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import java.util.Optional;

/**
 * What the registry shows the caller under a tag or digest. It is asked with the caller's own
 * credentials: who may not read a repository is told nothing of it, and reserves no tag of it.
 */
sealed interface TagProbe {
  /** It shows this. */
  record Shows(Digest digest) implements TagProbe {}

  /** It has no such tag. */
  record Absent() implements TagProbe {}

  /** It wants to know who asks; the caller gets its challenge. */
  record Challenge(Answered answer) implements TagProbe {}

  /** It does not say. */
  record Unknown(String why) implements TagProbe {}

  /** The registry cannot be reached, or is not in order. */
  record Away(ForwardResult result) implements TagProbe {}

  /** Asks. */
  static TagProbe ask(GateForwarding forwarding, GateCall call, Reference reference) {
    ForwardResult result = forwarding.send(call.gate(), call.read("HEAD", reference));
    if (!(result instanceof Answered answer)) {
      return new Away(result);
    }
    return switch (answer.status()) {
      case 200 -> shown(forwarding, call, reference, answer);
      case 404 -> new Absent();
      case 401 -> new Challenge(widened(answer));
      default ->
          answer.status() >= 500
              ? new Away(answer)
              : new Unknown(
                  "The registry answers %d to who asks what %s shows."
                      .formatted(answer.status(), call.address().path()));
    };
  }

  private static TagProbe shown(
      GateForwarding forwarding, GateCall call, Reference reference, Answered head) {
    Optional<Digest> named = head.headers().first("Docker-Content-Digest").flatMap(Digest::ifValid);
    if (named.isPresent()) {
      return new Shows(named.get());
    }
    ForwardResult read = forwarding.send(call.gate(), call.read("GET", reference));
    return read instanceof Answered answer && answer.status() == 200
        ? new Shows(ContentDigest.sha256(answer.body()))
        : new Unknown(
            "The registry does not say which digest " + call.address().path() + " shows.");
  }

  /** A read wants a token to pull. Who pushes needs one to push, too, and asks only once. */
  private static Answered widened(Answered challenge) {
    return new Answered(
        challenge.status(),
        challenge
            .headers()
            .mapped("WWW-Authenticate", value -> value.replace(":pull\"", ":pull,push\"")),
        challenge.body());
  }
}
