package dev.tagfast.cli;

import dev.tagfast.cli.cluster.TagQuery;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Show;
import dev.tagfast.cli.view.Table;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.EnumWords;
import dev.tagfast.ledger.Move;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history}: each move of a tag, one a line. */
@Command(name = "history", description = "Each move of a tag: when, what, by whom, what was done.")
final class HistoryCommand extends ListCommand<Move> {
  @Parameters(paramLabel = "REPOSITORY:TAG", description = "e.g. kitchen/pizza:2018-05-12")
  String tag = "";

  HistoryCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Move> rows() {
    return theTag(TagQuery.parse(tag)).history();
  }

  @Override
  Table<Move> table() {
    return new Table<>(
        List.of(
            Column.fixed("TIME (UTC)", "time", (Move move) -> move.at().toString())
                .shownAs(move -> Show.time(move.at())),
            Column.cut("WHAT", "reason", Move::reason),
            Column.fixed("FROM", "from", (Move move) -> Show.whole(move.from()))
                .shownAs(move -> Show.digest(move.from())),
            Column.fixed("TO", "to", (Move move) -> Show.whole(move.to()))
                .shownAs(move -> Show.digest(move.to())),
            Column.cut("BY", "by", HistoryCommand::by),
            Column.wide("SOURCE", "source", move -> move.cause().source()),
            Column.wide("EVENT", "event", move -> move.cause().eventId().orElse("")),
            Column.cut("DONE", "done", HistoryCommand::done)),
        _ -> tag);
  }

  @Override
  String nothing() {
    return "The ledger has no move of " + tag + " yet.";
  }

  @Override
  Optional<Boolean> mark(Move move) {
    return Optional.of(move.reason().equals(Reason.TAG_OVERWRITTEN.word()));
  }

  private static String by(Move move) {
    return move.reason().equals(Reason.TAG_RESTORED.word())
        ? "tagfast"
        : move.cause().actor().orElse(move.cause().source());
  }

  /** What followed from the verdict; what became of each workload is in {@code why}. */
  private static String done(Move move) {
    return EnumWords.find(Reason.class, move.reason())
        .map(
            reason ->
                switch (reason) {
                  case FIRST_SEEN, PROVEN_BY_EVENT -> "accepted";
                  case TAG_MOVED, ACCEPTED_BY_PERSON -> "rolled out";
                  case TAG_OVERWRITTEN -> "rejected";
                  case TAG_RESTORED -> "put back";
                  case TAG_DELETED -> "remembered";
                  case TAG_RETURNED, REATTESTED, OWN_RESTORE -> "kept";
                  default -> "";
                })
        .orElse("");
  }
}
