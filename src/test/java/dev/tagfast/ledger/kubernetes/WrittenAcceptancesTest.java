package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.NOON;
import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.UnreadAcceptance;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenAcceptancesTest {
  private static final Digest SHOWN = new Digest("sha256:3f2a9c1d3f2a" + "0".repeat(52));
  private static final Digest TWIN = new Digest("sha256:3f2a9c1d3f2a" + "1".repeat(52));

  private TagEntry entry = TagEntry.blank(PIZZA, NOON).change().quarantine(SHOWN).build();

  @Test
  void theShortFormThatReportsPrintIsUnderstood() {
    assertThat(annotated("sha256:3f2a9c1d3f2a").written())
        .extracting(Acceptance::digest)
        .containsExactly(SHOWN);
    assertThat(annotated(" 3f2a9c1d3f2a\n").written())
        .extracting(Acceptance::digest)
        .containsExactly(SHOWN);
  }

  @Test
  void aShortFormThatTwoDigestsHaveAcceptsNeither() {
    entry = entry.change().quarantine(TWIN).build();

    Acceptances acceptances = annotated("3f2a9c1d3f2a");

    assertThat(acceptances.written()).isEmpty();
    assertThat(problem(acceptances)).contains("Several digests").contains("the whole digest");
  }

  @Test
  void aShortFormThatWasUnderstoodNeverComesToMeanWhatIsPushedLater() {
    Acceptances first = annotated("3f2a9c1d3f2a").noted(NOON);
    entry = TagEntry.blank(PIZZA, NOON).change().acceptances(first).quarantine(TWIN).build();

    assertThat(annotated("3f2a9c1d3f2a").written())
        .extracting(Acceptance::digest)
        .containsExactly(SHOWN);
  }

  @Test
  void aShortFormThatWasAnsweredNeverComesToMeanWhatIsPushedLater() {
    String early = digest(9).hex().substring(0, 12);
    Acceptances first = annotated(early).noted(NOON);
    entry = entry.change().acceptances(first).quarantine(digest(9)).build();

    Acceptances later = annotated(early);

    assertThat(later.written()).isEmpty();
    assertThat(later.unread()).isEqualTo(first.unread());
    assertThat(later.noted(NOON).isRecordedAs(first)).as("nothing is written again").isTrue();
    assertThat(annotated(digest(9).value()).written()).hasSize(1);
  }

  @Test
  void aDigestWithAWrongDigitIsAnsweredAndAcceptsNothing() {
    Acceptances acceptances = annotated(SHOWN.value().substring(0, 40) + "f");

    assertThat(acceptances.written()).isEmpty();
    assertThat(problem(acceptances)).contains("No digest that this tag showed begins so");
    assertThat(acceptances.unread())
        .extracting(UnreadAcceptance::place)
        .containsExactly("The annotation tagfast.dev/accept");
  }

  @Test
  void fewDigitsAreNoDigest() {
    assertThat(problem(annotated("3f2a9c1"))).contains("the first 12 or more hex digits");
  }

  @Test
  void aWholeDigestMayBeAcceptedBeforeItIsPushed() {
    assertThat(annotated(digest(9).value()).written())
        .extracting(Acceptance::digest)
        .containsExactly(digest(9));
  }

  @Test
  void anEndThatCannotBeReadIsAnsweredAndBecomesNoEnd() throws Exception {
    Acceptances acceptances =
        WrittenAcceptances.of(
            new ObjectMeta(),
            json("{\"accept\":{\"digest\":\"%s\",\"until\":\"soon\"}}".formatted(SHOWN)),
            entry);

    assertThat(acceptances.written()).isEmpty();
    assertThat(problem(acceptances)).contains("spec.accept.until");
  }

  @Test
  void whoAcceptsIsTheNameThatThePersonGaveElseTheProgramThatWroteIt() throws Exception {
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .addToAnnotations("tagfast.dev/accept", SHOWN.value())
            .withManagedFields(
                new ManagedFieldsEntryBuilder()
                    .withManager("kubectl-annotate")
                    .withFieldsV1(
                        fields(
                            "f:metadata",
                            Map.of("f:annotations", Map.of("f:tagfast.dev/accept", Map.of()))))
                    .build())
            .build();
    JsonNode spec = json("{\"accept\":{\"digest\":\"%s\",\"by\":\"alice\"}}".formatted(digest(9)));

    assertThat(WrittenAcceptances.of(metadata, spec, entry).written())
        .extracting(acceptance -> acceptance.by().orElse("nobody"))
        .containsExactly("alice", "kubectl-annotate");
  }

  private static FieldsV1 fields(String name, Object value) {
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperty(name, value);
    return fields;
  }

  private Acceptances annotated(String text) {
    try {
      return WrittenAcceptances.of(
          new ObjectMetaBuilder().addToAnnotations("tagfast.dev/accept", text).build(),
          json("{}"),
          entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String problem(Acceptances acceptances) {
    return acceptances.unread().getFirst().problem();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
