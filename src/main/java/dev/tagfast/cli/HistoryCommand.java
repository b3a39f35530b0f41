package dev.tagfast.cli;

import dev.tagfast.cli.cluster.TagQuery;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Show;
import dev.tagfast.cli.view.Table;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.EnumWords;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history}: each move of a tag, one a line. */
@Command(name = "history", description = "Each move of a tag: when, what, by whom, what was done.")
final class HistoryCommand extends ListCommand<HistoryCommand.Row> {
  @Parameters(paramLabel = "REPOSITORY:TAG", description = "e.g. kitchen/pizza:2018-05-12")
  String tag = "";

  /**
   * A move.
   *
   * @param quarantined whether the tag's followers are kept from what it showed then
   */
  record Row(Move move, boolean quarantined) {}

  HistoryCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Row> rows() {
    TagEntry entry = theTag(TagQuery.parse(tag));
    return entry.history().stream()
        .map(move -> new Row(move, move.to().filter(entry::isQuarantined).isPresent()))
        .toList();
  }

  @Override
  Table<Row> table() {
    return new Table<>(
        List.of(
            Column.fixed("TIME (UTC)", "time", (Row row) -> row.move().at().toString())
                .shownAs(row -> Show.time(row.move().at())),
            Column.cut("WHAT", "reason", row -> row.move().reason()),
            Column.fixed("FROM", "from", (Row row) -> Show.whole(row.move().from()))
                .shownAs(row -> Show.digest(row.move().from())),
            Column.fixed("TO", "to", (Row row) -> Show.whole(row.move().to()))
                .shownAs(row -> Show.digest(row.move().to())),
            Column.cut("BY", "by", HistoryCommand::by),
            Column.wide("SOURCE", "source", row -> row.move().cause().source()),
            Column.wide("EVENT", "event", row -> row.move().cause().eventId().orElse("")),
            Column.cut("DONE", "done", HistoryCommand::done)),
        _ -> tag);
  }

  @Override
  String nothing() {
    return "The ledger has no move of " + tag + " yet.";
  }

  @Override
  Optional<Boolean> mark(Row row) {
    return Optional.of(row.move().reason().equals(Reason.TAG_OVERWRITTEN.word()));
  }

  private static String by(Row row) {
    Move move = row.move();
    return move.reason().equals(Reason.TAG_RESTORED.word())
        ? "tagfast"
        : move.cause().actor().orElse(move.cause().source());
  }

  /** What followed from the verdict; what became of each workload is in {@code why}. */
  private static String done(Row row) {
    return EnumWords.find(Reason.class, row.move().reason())
        .map(
            reason ->
                switch (reason) {
                  case FIRST_SEEN, PROVEN_BY_EVENT -> "accepted";
                  case TAG_MOVED, ACCEPTED_BY_PERSON -> "rolled out";
                  case TAG_OVERWRITTEN -> row.quarantined() ? "rejected" : "reported";
                  case TAG_RESTORED -> "put back";
                  case TAG_DELETED -> "remembered";
                  case TAG_RETURNED, REATTESTED, OWN_RESTORE -> "kept";
                  default -> "";
                })
        .orElse("");
  }
}
