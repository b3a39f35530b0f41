package dev.tagfast.cli;

import dev.tagfast.cli.cluster.TagQuery;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Show;
import dev.tagfast.cli.view.Table;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.kubernetes.ImageTagName;
import dev.tagfast.ledger.kubernetes.KubernetesImageTags;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tags}: how each tag of the ledger stands. */
@Command(name = "tags", description = "How each recorded tag stands.")
final class TagsCommand extends ListCommand<TagEntry> {
  @Parameters(
      arity = "0..1",
      paramLabel = "REPOSITORY[:TAG]",
      description = "only these, e.g. kitchen/pizza")
  @Nullable String only;

  TagsCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<TagEntry> rows() {
    return Optional.ofNullable(only)
        .map(typed -> tags().named(TagQuery.parse(typed)))
        .orElseGet(() -> tags().all());
  }

  @Override
  Table<TagEntry> table() {
    return new Table<>(
        List.of(
            Column.path("TAG", "image", (TagEntry entry) -> entry.key().toString())
                .shownAs(entry -> entry.key().repository().path() + ":" + entry.key().tag()),
            Column.fixed("STATE", "state", entry -> entry.state().word()),
            Column.fixed("ACCEPTED", "accepted", (TagEntry entry) -> Show.whole(accepted(entry)))
                .shownAs(entry -> Show.digest(accepted(entry))),
            Column.fixed("SHOWS", "shows", (TagEntry entry) -> Show.whole(entry.seen()))
                .shownAs(entry -> Show.digest(entry.seen())),
            Column.fixed("SINCE", "since", (TagEntry entry) -> entry.since().toString())
                .shownAs(entry -> Show.age(entry.since(), now())),
            Column.fixed("USERS", "followers", TagsCommand::followers),
            Column.wide(
                "REVISION",
                "revision",
                entry ->
                    accepted(entry)
                        .flatMap(digest -> entry.manifests().facts(digest))
                        .flatMap(facts -> facts.build().revision())
                        .orElse("")),
            Column.wide("WHY", "why", KubernetesImageTags::sentence)),
        entry -> "imagetag.tagfast.dev/" + ImageTagName.of(entry.key()));
  }

  @Override
  String nothing() {
    return "The ledger in namespace " + ledger + " has no such tag.";
  }

  @Override
  Optional<Boolean> mark(TagEntry entry) {
    return Optional.of(entry.waitsForAPerson());
  }

  private static Optional<dev.tagfast.image.Digest> accepted(TagEntry entry) {
    return entry.accepted().map(AcceptedDigest::digest);
  }

  private static String followers(TagEntry entry) {
    return entry.followers().held() == 0
        ? Integer.toString(entry.followers().count())
        : entry.followers().count() + " (" + entry.followers().held() + " held)";
  }
}
