package dev.tagfast.act.restore;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestCopy;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts an overwritten tag back on its accepted digest: the manifest by digest, under the tag, then
 * a look whether it took. Registries have no compare-and-set (distribution-spec#250), so a push
 * between our look and our write is undone as well; it comes back as an event and is judged then.
 */
@ApplicationScoped
public class Restorer {
  private final RegistryClient registry;

  /** For the container, and for tests that bring their own registry. */
  public Restorer(RegistryClient registry) {
    this.registry = registry;
  }

  /**
   * Carries out the intent; twice does no harm.
   *
   * @param shown what the tag was just seen to show; empty: look first
   * @param manifests where a copy of the accepted manifest may be
   */
  public RestoreResult restore(
      TagKey key, Intent.Restore intent, Optional<Digest> shown, KnownManifests manifests) {
    Optional<Manifest> copy =
        manifests
            .find(intent.to())
            .flatMap(
                known ->
                    known
                        .copy()
                        .flatMap(ManifestCopy::unpack)
                        .filter(bytes -> ContentDigest.matches(intent.to(), bytes))
                        .map(
                            bytes ->
                                new Manifest(
                                    new Descriptor(intent.to(), known.facts().mediaType()),
                                    bytes)));
    if (shown.filter(intent.over()::equals).isPresent()) {
      return fetchAndPut(key, intent.to(), copy);
    }
    return ask(
        registry.head(key.repository(), key.tag()),
        now -> {
          if (now.digest().equals(intent.to())) {
            return restored();
          }
          return now.digest().equals(intent.over())
              ? fetchAndPut(key, intent.to(), copy)
              : new RestoreResult.Ended(
                  Reason.RESTORE_OVERTAKEN,
                  "%s shows %s by now. That push is judged by itself."
                      .formatted(key, now.digest()));
        },
        () ->
            new RestoreResult.Ended(
                Reason.RESTORE_OVERTAKEN, "%s was deleted meanwhile.".formatted(key)));
  }

  /** A registry may have dropped the manifest and still have its blobs: then our copy does it. */
  private RestoreResult fetchAndPut(TagKey key, Digest accepted, Optional<Manifest> copy) {
    return ask(
        registry.read(key.repository(), accepted),
        read ->
            switch (read.reading()) {
              case ManifestReading.Understood _ -> put(key, read.manifest());
              case ManifestReading.NotUnderstood(String why) ->
                  new RestoreResult.Ended(
                      Reason.RESTORE_FAILED,
                      "%s was not put back on %s: %s".formatted(key, accepted, why));
            },
        () -> copy.map(kept -> putCopy(key, kept)).orElseGet(() -> gone(key, accepted)));
  }

  private RestoreResult putCopy(TagKey key, Manifest kept) {
    return switch (registry.put(key.repository(), key.tag(), kept)) {
      // It says which blobs or children it no longer has; the tag stays what it is.
      case RegistryAnswer.Denied<?> _, RegistryAnswer.Absent<?> _ ->
          gone(key, kept.descriptor().digest());
      case RegistryAnswer<Descriptor> other ->
          ask(
              other,
              _ -> verify(key, kept.descriptor().digest()),
              () -> gone(key, kept.descriptor().digest()));
    };
  }

  private static RestoreResult gone(TagKey key, Digest accepted) {
    return new RestoreResult.Ended(
        Reason.ACCEPTED_DIGEST_GONE,
        "%s cannot be put back: the registry no longer has %s. Push that image again, or accept what the tag shows now."
            .formatted(key, accepted));
  }

  private RestoreResult put(TagKey key, Manifest manifest) {
    return ask(
        registry.put(key.repository(), key.tag(), manifest),
        _ -> verify(key, manifest.descriptor().digest()),
        () ->
            new RestoreResult.Ended(
                Reason.RESTORE_FAILED,
                "%s was not put back: the registry answered 404 to the write.".formatted(key)));
  }

  private RestoreResult verify(TagKey key, Digest accepted) {
    return ask(
        registry.head(key.repository(), key.tag()),
        now ->
            now.digest().equals(accepted)
                ? restored()
                : notShown(key, accepted, now.digest().value()),
        () -> notShown(key, accepted, "nothing"));
  }

  private static RestoreResult restored() {
    return new RestoreResult.Ended(Reason.TAG_RESTORED, "");
  }

  private static RestoreResult notShown(TagKey key, Digest accepted, String shown) {
    return new RestoreResult.Ended(
        Reason.RESTORE_FAILED,
        "The registry took the write that was to put %s back on %s, and shows %s."
            .formatted(key, accepted, shown));
  }

  private static <T> RestoreResult ask(
      RegistryAnswer<T> answer, Function<T, RestoreResult> found, Supplier<RestoreResult> absent) {
    return switch (answer) {
      case RegistryAnswer.Found<T>(T value) -> found.apply(value);
      case RegistryAnswer.Absent<T> _ -> absent.get();
      case RegistryAnswer.Denied<T>(String why) ->
          new RestoreResult.Ended(Reason.RESTORE_FAILED, why);
      case RegistryAnswer.NotListed<T>(String host) ->
          new RestoreResult.Ended(
              Reason.RESTORE_FAILED, host + " is not listed under tagfast.registries any more.");
      case RegistryAnswer.Unavailable<T>(String why, Optional<Duration> retryAfter) ->
          new RestoreResult.CouldNotAsk(why, retryAfter);
    };
  }
}
