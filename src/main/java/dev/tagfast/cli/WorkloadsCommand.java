package dev.tagfast.cli;

import dev.tagfast.cli.state.Standing;
import dev.tagfast.cli.state.Standings;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Show;
import dev.tagfast.cli.view.Table;
import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code workloads}: what each container follows, runs and should run. */
@Command(
    name = "workloads",
    description = "What each container that follows a tag runs, and what it should run.")
final class WorkloadsCommand extends ListCommand<Standing> {
  @Option(
      names = {"-A", "--all-namespaces"},
      description = "of all namespaces")
  boolean everywhere;

  WorkloadsCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Standing> rows() {
    Standings standings = standings(tags().all());
    return workloads().subscribed(everywhere ? Optional.empty() : Optional.of(namespace())).stream()
        .flatMap(found -> standings.of(found.subscriber()).stream())
        .toList();
  }

  @Override
  Table<Standing> table() {
    return new Table<>(
        List.of(
            Column.path("WORKLOAD", "workload", Standing::name),
            Column.cut("CONTAINER", "container", Standing::container),
            Column.path(
                    "FOLLOWS",
                    "follows",
                    (Standing one) -> one.follows().map(TagKey::toString).orElse(""))
                .shownAs(
                    one ->
                        one.follows()
                            .map(key -> key.repository().path() + ":" + key.tag())
                            .orElse("")),
            Column.fixed("RUNS", "runs", (Standing one) -> Show.whole(one.runs()))
                .shownAs(one -> Show.digest(one.runs())),
            Column.fixed("SHOULD RUN", "should", (Standing one) -> Show.whole(one.should()))
                .shownAs(one -> Show.digest(one.should())),
            Column.cut("STATUS", "status", Standing::state),
            Column.wide("RULE", "rule", Standing::rule),
            Column.wide("WHY", "why", Standing::detail)),
        Standing::name);
  }

  @Override
  String nothing() {
    return "No workload %s has the label tagfast.dev/subscribe=true.%s"
        .formatted(
            everywhere ? "of the cluster" : "in namespace " + namespace(),
            everywhere ? "" : " Add -A for all namespaces.");
  }

  @Override
  Optional<Boolean> mark(Standing one) {
    return Optional.of(one.kind() == Standing.Kind.HELD);
  }
}
