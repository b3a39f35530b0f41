package dev.tagfast.pipeline;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestCopy;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Finds what a digest's manifest says: in the ledger, else by one GET of the registry. */
@ApplicationScoped
class ManifestLookup {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final RegistryClient registry;

  ManifestLookup(RegistryClient registry) {
    this.registry = registry;
  }

  /** What came of it. */
  sealed interface Result {
    /** What is known with it. */
    default KnownManifests addTo(KnownManifests known) {
      return switch (this) {
        case Read(KnownManifest manifest) -> known.with(manifest);
        case Known _, Unreadable _ -> known;
      };
    }
  }

  /** It was read earlier. */
  record Known() implements Result {}

  /** It was read now. */
  record Read(KnownManifest manifest) implements Result {}

  /**
   * The registry does not have it, does not show it, or it is no manifest that can be understood.
   *
   * @param why for people
   */
  record Unreadable(String why) implements Result {}

  /**
   * Finds a manifest.
   *
   * @throws TemporaryFailure if the registry could not be asked
   */
  Result find(Repository repository, Digest digest, KnownManifests known) {
    if (known.find(digest).isPresent()) {
      return new Known();
    }
    String name = repository + "@" + digest.abbreviated();
    return switch (registry.get(repository, digest)) {
      case RegistryAnswer.Found<Manifest>(Manifest manifest) -> read(name, digest, manifest);
      case RegistryAnswer.Absent<Manifest> _ ->
          new Unreadable("the registry does not have " + name + ", although its tag shows it");
      case RegistryAnswer.Denied<Manifest>(String why) -> new Unreadable(why);
      case RegistryAnswer.NotListed<Manifest>(String host) ->
          new Unreadable(host + " is not listed under tagfast.registries");
      case RegistryAnswer.Unavailable<Manifest>(String why, Optional<Duration> retryAfter) ->
          throw new TemporaryFailure(why, retryAfter.orElse(SOON));
    };
  }

  private static Result read(String name, Digest digest, Manifest manifest) {
    return switch (ManifestReader.read(manifest.bytes(), manifest.descriptor().mediaType())) {
      case ManifestReading.Understood understood ->
          new Read(
              new KnownManifest(digest, understood.facts(), ManifestCopy.pack(manifest.bytes())));
      case ManifestReading.NotUnderstood(String why) ->
          new Unreadable(name + " is no manifest that can be understood: " + why);
    };
  }
}
