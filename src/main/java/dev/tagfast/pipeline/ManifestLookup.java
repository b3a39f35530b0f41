package dev.tagfast.pipeline;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Sentence;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.manifest.ManifestCopy;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.registry.ReadManifest;
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
  record Unreadable(String why) implements Result {
    Unreadable {
      why = Sentence.of(why);
    }
  }

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
    return switch (registry.read(repository, digest)) {
      case RegistryAnswer.Found<ReadManifest>(ReadManifest read) -> result(name, digest, read);
      case RegistryAnswer.Absent<ReadManifest> _ ->
          new Unreadable("The registry does not have " + name + ", although its tag shows it.");
      case RegistryAnswer.Denied<ReadManifest>(String why) -> new Unreadable(why);
      case RegistryAnswer.NotListed<ReadManifest>(String host) ->
          new Unreadable(host + " is not listed under tagfast.registries.");
      case RegistryAnswer.Unavailable<ReadManifest>(String why, Optional<Duration> retryAfter) ->
          throw new TemporaryFailure(why, retryAfter.orElse(SOON));
    };
  }

  private static Result result(String name, Digest digest, ReadManifest read) {
    return switch (read.reading()) {
      case ManifestReading.Understood(ManifestFacts facts) ->
          new Read(new KnownManifest(digest, facts, ManifestCopy.pack(read.manifest().bytes())));
      case ManifestReading.NotUnderstood(String why) ->
          new Unreadable(name + " is no manifest that can be understood: " + why);
    };
  }
}
