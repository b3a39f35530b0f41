package dev.tagfast.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.cli.view.Show;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.kubernetes.KubernetesImageTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Explains in sentences how a container stands. Pure. */
public final class WhyText {
  private WhyText() {}

  /**
   * The lines about one container.
   *
   * @param object the workload as it was read
   * @param program how this program is called, for the commands that it names
   */
  public static List<String> of(
      Standing standing, Optional<TagEntry> entry, JsonNode object, String program) {
    List<String> lines = new ArrayList<>();
    lines.add("Container " + standing.container() + " has " + standing.image() + ".");
    lines.add(
        "It follows "
            + standing.rule()
            + standing.follows().map(key -> ", which is " + key).orElse("")
            + ".");
    entry.ifPresent(
        known ->
            lines.add(
                "The ledger says of that tag: "
                    + known.state().word()
                    + ". "
                    + KubernetesImageTags.sentence(known)));
    standing.should().ifPresent(to -> lines.add(compared(standing, to)));
    switch (standing.kind()) {
      case THERE ->
          lines.add(
              entry
                  .filter(known -> known.state().waitsForAPerson())
                  .map(known -> undecided(known, program))
                  .orElse("Nothing is to be done."));
      case DUE, NOTHING, WAITS -> lines.add(stated(standing));
      case HELD -> {
        lines.add("It is held (" + standing.state() + "). " + standing.detail());
        since(standing, object).ifPresent(lines::add);
        lines.add(wayOut(standing, program));
      }
    }
    return lines;
  }

  private static String undecided(TagEntry entry, String program) {
    return "The workload stays as it is until somebody decides about the tag: %s accept %s %s"
        .formatted(program, entry.key(), entry.seen().map(Show::digest).orElse("DIGEST"));
  }

  private static String stated(Standing standing) {
    String next =
        switch (standing.kind()) {
          case DUE -> "Next: ";
          case WAITS -> "It waits and goes on by itself (" + standing.state() + "): ";
          case THERE, HELD, NOTHING -> standing.state() + ": ";
        };
    return next + standing.detail();
  }

  private static String compared(Standing standing, Digest to) {
    if (standing.kind() == Standing.Kind.THERE) {
      return "It runs the accepted image.";
    }
    return standing
        .runs()
        .map(
            runs ->
                "It is pinned to %s and should run %s."
                    .formatted(runs.abbreviated(), to.abbreviated()))
        .orElse(
            "It has no digest, so each new pod runs what the tag shows then; it should run "
                + to.abbreviated()
                + ".");
  }

  private static Optional<String> since(Standing standing, JsonNode object) {
    return Stream.of(
            "hold.tagfast.dev/" + standing.container(),
            "tagfast.dev/hold",
            "held.tagfast.dev/" + standing.container())
        .flatMap(name -> AnnotationAuthor.of(object, name).stream())
        .findFirst()
        .map(
            author ->
                "This was written by "
                    + author.program()
                    + author.at().map(at -> ", last at " + Show.time(at) + " UTC").orElse("")
                    + ".");
  }

  private static String wayOut(Standing standing, String program) {
    String name = standing.name();
    if (standing.state().equals(Reason.ON_HOLD.word())) {
      return "To let it go: " + program + " resume " + name;
    }
    if (standing.state().equals(Reason.APPROVAL_REQUIRED.word())) {
      return "To let it go: "
          + program
          + " approve "
          + name
          + " "
          + Show.digest(standing.should())
          + " -c "
          + standing.container();
    }
    if (standing.should().isEmpty()) {
      return "To see what the tag showed: "
          + program
          + " history "
          + standing.follows().map(Object::toString).orElse("");
    }
    return "docs/reasons.md says of " + standing.state() + " how it ends.";
  }
}
