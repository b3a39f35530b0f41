package dev.tagfast.intake.gate;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.registry.forward.ForwardedRequest;
import dev.tagfast.registry.forward.HeaderLines;
import java.util.Optional;

/**
 * A push or a delete that came to the gate, whole.
 *
 * @param method PUT or DELETE
 * @param headers what the registry is to see of it, {@code Host} as the caller said it
 * @param body nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record GateCall(
    String method, GateAddress address, GatedRegistry gate, HeaderLines headers, byte[] body) {
  private static final byte[] NO_BODY = {};
  private static final String ACCEPT = String.join(", ", Manifest.MEDIA_TYPES);

  /** The request as it is passed on. */
  ForwardedRequest sentOn() {
    return new ForwardedRequest(method, address.sentOn(), headers, body);
  }

  /**
   * A read of a manifest with the caller's own credentials: the registry shows it, or does not, as
   * it would show it to the caller.
   */
  ForwardedRequest read(String readMethod, Reference reference) {
    String path = "/v2/" + address.name() + "/manifests/" + reference.text();
    return new ForwardedRequest(
        readMethod, path, headers.without("Content-Type", "Accept").and("Accept", ACCEPT), NO_BODY);
  }

  /** The repository, as the ledger names it. */
  Repository repository() {
    return new Repository(gate.registry().host(), address.name());
  }

  /** A tag of the repository, as the ledger names it. */
  TagKey key(Tag tag) {
    return new TagKey(repository(), gate.registry().tagCase().stored(tag));
  }

  /** Who it is from, for people. */
  Optional<String> actor() {
    return GateCaller.of(headers.first("Authorization"));
  }

  /** Shows no headers: they may be secrets. */
  @Override
  public String toString() {
    return method + " " + address.path();
  }
}
