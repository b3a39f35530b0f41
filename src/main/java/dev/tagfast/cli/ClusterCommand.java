package dev.tagfast.cli;

import dev.tagfast.cli.cluster.ApiServer;
import dev.tagfast.cli.cluster.KubernetesAccess;
import dev.tagfast.cli.cluster.NamespaceNotes;
import dev.tagfast.cli.cluster.TagQuery;
import dev.tagfast.cli.cluster.Tags;
import dev.tagfast.cli.cluster.WorkloadName;
import dev.tagfast.cli.cluster.Workloads;
import dev.tagfast.cli.state.Standings;
import dev.tagfast.cli.view.SafeText;
import dev.tagfast.ledger.TagEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that asks the cluster. */
@Command(mixinStandardHelpOptions = true, version = CommandTree.VERSION, sortOptions = false)
abstract class ClusterCommand implements Callable<Integer> {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "namespace of workloads; without it that of the context")
  @Nullable String namespace;

  @Option(
      names = "--tagfast-namespace",
      paramLabel = "NAME",
      defaultValue = "tagfast",
      description = "where Tagfast's ImageTags are (${DEFAULT-VALUE})")
  String ledger = "tagfast";

  @Option(names = "--context", paramLabel = "NAME", description = "context of the kubeconfig")
  @Nullable String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "instead of KUBECONFIG and ~/.kube/config")
  @Nullable Path kubeconfig;

  @Option(names = "--as", paramLabel = "USER", description = "acts as somebody else, as kubectl")
  @Nullable String user;

  @Option(names = "--as-group", paramLabel = "GROUP", description = "with --as; may be repeated")
  List<String> groups = new ArrayList<>();

  private final Shell shell;
  private @Nullable ApiServer opened;

  ClusterCommand(Shell shell) {
    this.shell = shell;
  }

  Shell shell() {
    return shell;
  }

  Instant now() {
    return shell.clock().instant();
  }

  ApiServer api() {
    ApiServer known = opened;
    if (known == null) {
      known =
          shell
              .connect()
              .apply(
                  new KubernetesAccess(
                      Optional.ofNullable(kubeconfig),
                      Optional.ofNullable(context),
                      Optional.ofNullable(user),
                      groups));
      opened = known;
    }
    return known;
  }

  Tags tags() {
    return new Tags(api(), ledger, shell::warn);
  }

  Workloads workloads() {
    return new Workloads(api(), shell::warn);
  }

  Standings standings(List<TagEntry> entries) {
    return new Standings(entries, new NamespaceNotes(api(), shell::warn), now());
  }

  /** The namespace of a workload that names none itself. */
  String namespace() {
    return Optional.ofNullable(namespace).orElseGet(() -> api().namespace());
  }

  /** The same name with its namespace. */
  WorkloadName placed(WorkloadName name) {
    return new WorkloadName(
        name.kind(), Optional.of(name.namespace().orElseGet(this::namespace)), name.name());
  }

  /** The one tag that a person means. */
  TagEntry theTag(TagQuery query) {
    if (query.tag().isEmpty()) {
      throw new Refused(
          "%s names no tag: write %s:TAG, or see %s tags %s"
              .formatted(query, query, shell.program(), query));
    }
    List<TagEntry> found = tags().named(query);
    if (found.size() > 1) {
      throw new Refused(
          "Several registries have %s: name one of %s"
              .formatted(
                  query,
                  found.stream()
                      .map(entry -> entry.key().toString())
                      .collect(Collectors.joining(", "))));
    }
    if (found.isEmpty()) {
      throw new Refused(
          "The ledger in namespace %s does not have %s. See %s tags; a tag is recorded when it is pushed, or when a workload follows it."
              .formatted(ledger, query, shell.program()));
    }
    return found.getFirst();
  }

  void say(String sentence) {
    shell.out().println(SafeText.line(sentence));
  }

  /** Asks before something is changed. */
  void confirm(boolean yes, String question) {
    if (yes) {
      return;
    }
    shell.out().flush();
    shell.err().print(question + " [y/N] ");
    shell.err().flush();
    Optional<String> answer = shell.answer().get();
    if (answer.isEmpty()) {
      throw new Refused("There is no terminal to ask on: nothing was changed. Add --yes.");
    }
    if (!answer.get().strip().toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
      throw new Refused("Nothing was changed.");
    }
  }
}
