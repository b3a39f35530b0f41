package dev.tagfast.intake.admission;

import dev.tagfast.admission.AdmissionJudge;
import dev.tagfast.admission.ImageKnowledge;
import dev.tagfast.admission.ImageVerdict;
import dev.tagfast.admission.KnowledgeJudge;
import dev.tagfast.admission.NamespaceRules;
import dev.tagfast.admission.ReviewedImage;
import dev.tagfast.admission.TagFacts;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.admission.TagLookups.Question;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings.FailureMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks about the images of one review, all at once, and not longer than a review may take. */
@ApplicationScoped
public class ImageQuestions {
  private final TagLookups lookups;
  private final AdmissionRecorder recorder;
  private final Approvals approvals;
  private final RegistryHosts hosts;
  private final AdmissionSettings settings;
  private final InstantSource clock;

  public ImageQuestions(
      TagLookups lookups,
      AdmissionRecorder recorder,
      Approvals approvals,
      RegistryHosts hosts,
      AdmissionSettings settings,
      InstantSource clock) {
    this.lookups = lookups;
    this.recorder = recorder;
    this.approvals = approvals;
    this.hosts = hosts;
    this.settings = settings;
    this.clock = clock;
  }

  /** An image, and the look-up that it waits for. */
  private record Asked(ReviewedImage image, ImageReference reference, TagKey key, Lookup lookup) {}

  /**
   * What is to become of the images.
   *
   * @param records whether what is news is recorded: not where nothing is stored
   * @param end when the review must be answered, by {@link System#nanoTime}
   */
  Map<ReviewedImage, ImageVerdict> ask(
      List<ReviewedImage> images, NamespaceRules rules, boolean records, long end) {
    // All are begun before the first is waited for.
    Map<ReviewedImage, Optional<Asked>> asked = new LinkedHashMap<>();
    images.forEach(
        image ->
            asked.put(image, image.keptPin().or(image::reference).flatMap(it -> begin(image, it))));
    Map<ReviewedImage, ImageVerdict> verdicts = new LinkedHashMap<>();
    asked.forEach(
        (image, it) ->
            verdicts.put(
                image,
                it.map(waiting -> verdict(waiting, rules, end))
                    .orElseGet(
                        () -> AdmissionJudge.judge(image, withoutTag(image, rules.fail())))));
    if (records) {
      asked.values().stream().flatMap(Optional::stream).map(Asked::lookup).forEach(this::record);
    }
    return verdicts;
  }

  private Optional<Asked> begin(ReviewedImage image, ImageReference reference) {
    return reference
        .followedTag()
        .map(tag -> hosts.key(reference.repository(), tag))
        .map(
            key ->
                new Asked(
                    image,
                    reference,
                    key,
                    lookups.of(new Question(key, reference.digest().isEmpty()))));
  }

  private ImageVerdict verdict(Asked asked, NamespaceRules rules, long end) {
    ImageKnowledge knowledge = answer(asked, rules, end);
    // What ran before goes on, unless it is known to be bad: nothing takes a pin away.
    if (asked.image().keptPin().isPresent() && !(knowledge instanceof ImageKnowledge.Quarantined)) {
      return new ImageVerdict.Pin(asked.reference(), "");
    }
    return AdmissionJudge.judge(asked.image(), knowledge);
  }

  private static ImageKnowledge withoutTag(ReviewedImage image, FailureMode fail) {
    return image.reference().isPresent()
        // A digest is quarantined under a tag, and free under every other.
        ? new ImageKnowledge.Free()
        : new ImageKnowledge.CouldNotAsk("it is no image reference", fail);
  }

  private ImageKnowledge answer(Asked asked, NamespaceRules rules, long end) {
    FailureMode fail = settings.failOf(asked.key().repository().host()).orElse(rules.fail());
    try {
      TagFacts facts =
          asked.lookup().facts().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return asked
          .reference()
          .digest()
          .map(digest -> ofDigest(asked, facts, digest, end))
          .orElseGet(() -> KnowledgeJudge.ofTag(facts, fail));
    } catch (TimeoutException _) {
      return new ImageKnowledge.CouldNotAsk(
          "it was not found out within %s what %s shows"
              .formatted(words(settings.all().timeout()), asked.key()),
          fail);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      return new ImageKnowledge.CouldNotAsk(String.valueOf(cause.getMessage()), fail);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new ImageKnowledge.CouldNotAsk("Tagfast is being stopped", fail);
    }
  }

  /**
   * Only where the image would be refused are approvals read, and the ledger's entry once more: a
   * person may have accepted the digest a moment ago, and Tagfast itself brings it then.
   */
  private ImageKnowledge ofDigest(Asked asked, TagFacts facts, Digest digest, long end) {
    ImageKnowledge first = KnowledgeJudge.ofDigest(facts, digest, List.of(), clock.instant());
    if (!(first instanceof ImageKnowledge.Quarantined)) {
      return first;
    }
    try {
      return lookups
          .begun(
              () -> {
                List<Approval> given = approvals.of(asked.key());
                TagFacts now = lookups.read(asked.key());
                return KnowledgeJudge.ofDigest(now, digest, given, clock.instant());
              })
          .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return first; // What is known speaks against it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return first;
    }
  }

  private static String words(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private void record(Lookup lookup) {
    if (lookup.facts().state() == Future.State.SUCCESS) {
      TagFacts facts = lookup.facts().resultNow();
      if (facts.isNews() && lookup.isFirstToRecord()) {
        recorder.record(facts.key());
      }
    }
  }
}
