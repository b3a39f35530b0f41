package dev.tagfast.cli;

import dev.tagfast.act.drift.Drift;
import dev.tagfast.cli.state.Drifts;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Show;
import dev.tagfast.cli.view.Table;
import dev.tagfast.image.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drift}: pods of one owner that run different images, by node. */
@Command(
    name = "drift",
    description =
        "Pods of one owner that run different images, by node. Exit code 3: there are some.")
final class DriftCommand extends ListCommand<DriftCommand.Place> {
  @Option(
      names = {"-A", "--all-namespaces"},
      description = "of all namespaces")
  boolean everywhere;

  /** One image of a drift, and where it runs. */
  record Place(Drift drift, Digest image, List<String> nodes) {}

  DriftCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Place> rows() {
    return new Drifts(workloads(), standings(tags().all()), shell()::warn)
            .of(workloads().subscribed(everywhere ? Optional.empty() : Optional.of(namespace())))
            .stream()
            .flatMap(
                drift ->
                    drift.nodes().entrySet().stream()
                        .map(image -> new Place(drift, image.getKey(), image.getValue())))
            .toList();
  }

  @Override
  Table<Place> table() {
    return new Table<>(
        List.of(
            Column.path("WORKLOAD", "workload", DriftCommand::name),
            Column.path("PODS OF", "owner", place -> place.drift().owner()),
            Column.cut("CONTAINER", "container", place -> place.drift().container()),
            Column.fixed("RUNS", "runs", (Place place) -> place.image().value())
                .shownAs(place -> Show.digest(place.image())),
            Column.cut("ON NODES", "nodes", place -> String.join(",", place.nodes()))),
        DriftCommand::name);
  }

  @Override
  String nothing() {
    return "Nothing drifts.";
  }

  @Override
  int exitCode(List<Place> rows) {
    return rows.isEmpty() ? Exit.OK : Exit.WAITS;
  }

  private static String name(Place place) {
    return place.drift().workload().kind().toLowerCase(Locale.ROOT)
        + "/"
        + place.drift().workload().namespace()
        + "/"
        + place.drift().workload().name();
  }
}
