package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.kubernetes.StoredFields.present;
import static dev.tagfast.ledger.kubernetes.StoredFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.RememberedAcceptance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadAcceptance;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what people wrote to accept an overwrite, from the spec and the annotation; both may be
 * set. What is not understood is kept with the problem, because the person waits for an answer.
 */
final class WrittenAcceptances {
  /**
   * The beginning of a digest, as reports print it. Shorter ones are refused, because it costs
   * little to make an image whose digest begins the same. With twelve digits it still can be done,
   * so a beginning that two digests have accepts neither.
   */
  private static final Pattern BEGINNING = Pattern.compile("(sha256:|sha512:)?([0-9a-f]{12,127})");

  private static final int LONGEST_NAME = 128;

  private final TagEntry entry;
  private final List<Acceptance> read = new ArrayList<>();
  private final List<UnreadAcceptance> unread = new ArrayList<>();

  private WrittenAcceptances(TagEntry entry) {
    this.entry = entry;
  }

  /** The acceptances of the entry, with what stands in the object now. */
  static Acceptances of(ObjectMeta metadata, JsonNode spec, TagEntry entry) {
    WrittenAcceptances written = new WrittenAcceptances(entry);
    present(spec, "accept").ifPresent(accept -> written.readSpec(accept, metadata));
    Optional.ofNullable(metadata.getAnnotations())
        .map(annotations -> annotations.get(ImageTag.ACCEPT))
        .ifPresent(
            text ->
                written.read(
                    "The annotation " + ImageTag.ACCEPT,
                    text,
                    Optional.empty(),
                    AcceptanceAuthor.ofAnnotation(metadata)));
    return entry
        .acceptances()
        .beside(written.read.stream().distinct().toList(), List.copyOf(written.unread));
  }

  private void readSpec(JsonNode accept, ObjectMeta metadata) {
    String place = "spec.accept";
    String digest = text(accept, "digest").orElse("");
    Optional<Instant> until;
    try {
      until = present(accept, "until").map(StoredFields::instant);
    } catch (DateTimeException _) {
      // An end that cannot be read must not become no end.
      String written = text(accept, "until").orElse("");
      unread.add(
          new UnreadAcceptance(
              place,
              written,
              "spec.accept.until is not a time as in 2026-12-01T00:00:00Z, so nothing is"
                  + " accepted."));
      return;
    }
    Optional<String> by =
        text(accept, "by")
            .map(name -> UntrustedText.clean(name.strip(), LONGEST_NAME))
            .filter(name -> !name.isEmpty());
    read(place, digest, until, by.or(() -> AcceptanceAuthor.ofSpec(metadata)));
  }

  private void read(String place, String text, Optional<Instant> until, Optional<String> by) {
    String written = text.strip();
    Optional<Digest> whole = Digest.ifValid(written);
    if (whole.isPresent()) {
      read.add(new Acceptance(whole.get(), until, by));
      return;
    }
    if (!BEGINNING.matcher(written).matches()) {
      unread.add(
          new UnreadAcceptance(
              place,
              written,
              "It is neither a digest nor the first 12 or more hex digits of one, so nothing is"
                  + " accepted."));
      return;
    }
    Optional<UnreadAcceptance> answered = answered(place, written);
    if (answered.isPresent()) {
      unread.add(answered.get());
      return;
    }
    List<Digest> meant = meant(written, until);
    switch (meant.size()) {
      case 0 ->
          unread.add(
              new UnreadAcceptance(
                  place,
                  written,
                  "No digest that this tag showed begins so, so nothing is accepted. Check the"
                      + " digits; to accept what was not pushed yet, write the whole digest."));
      case 1 -> read.add(new Acceptance(meant.getFirst(), until, by));
      default ->
          unread.add(
              new UnreadAcceptance(
                  place,
                  written,
                  "Several digests of this tag begin so, so nothing is accepted. Write the whole"
                      + " digest."));
    }
  }

  /**
   * What a person was told is not understood stays so until it is written anew: otherwise a later
   * push could give it a meaning.
   */
  private Optional<UnreadAcceptance> answered(String place, String written) {
    return entry.acceptances().answered().stream()
        .filter(known -> known.isOf(place, written))
        .findFirst();
  }

  /** What was understood once stays so: a later push must not change what a person accepted. */
  private List<Digest> meant(String beginning, Optional<Instant> until) {
    List<Digest> remembered =
        entry.acceptances().remembered().stream()
            .map(RememberedAcceptance::acceptance)
            .filter(known -> known.until().equals(until))
            .map(Acceptance::digest)
            .filter(digest -> beginsWith(digest, beginning))
            .distinct()
            .toList();
    return remembered.isEmpty()
        ? entry.knownDigests().stream().filter(known -> beginsWith(known, beginning)).toList()
        : remembered;
  }

  private static boolean beginsWith(Digest digest, String beginning) {
    return digest.value().startsWith(beginning) || digest.hex().startsWith(beginning);
  }
}
