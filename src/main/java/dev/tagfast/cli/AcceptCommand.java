package dev.tagfast.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.cli.cluster.ApiFailure;
import dev.tagfast.cli.cluster.ApiPath;
import dev.tagfast.cli.cluster.TagQuery;
import dev.tagfast.cli.state.EndTime;
import dev.tagfast.cli.view.Show;
import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.BuildInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code accept}: accepts one digest of a tag, once. */
@Command(
    name = "accept",
    description =
        "Accepts one digest of a tag, once. It is rolled out at the next look at which the tag shows"
            + " it: an event, or reconcile.")
final class AcceptCommand extends ClusterCommand {
  @Parameters(
      index = "0",
      paramLabel = "REPOSITORY:TAG[@DIGEST]",
      description = "e.g. kitchen/pizza:2018-05-12")
  String tag = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIGEST",
      description = "in full, or its first 12 hex digits or more")
  @Nullable String digest;

  @Option(names = "--reason", paramLabel = "TEXT", description = "for the history")
  String reason = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "a time (2026-12-01T00:00:00Z) or a duration (12h, 7d); without it a week")
  @Nullable String until;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "your name for the history; without it that which the cluster knows you by")
  @Nullable String by;

  @Option(
      names = {"-y", "--yes"},
      description = "does not ask")
  boolean yes;

  AcceptCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    int at = tag.indexOf('@');
    String typed =
        Optional.ofNullable(digest)
            .or(() -> at < 0 ? Optional.empty() : Optional.of(tag.substring(at + 1)))
            .orElse("");
    TagEntry entry = theTag(TagQuery.parse(at < 0 ? tag : tag.substring(0, at)));
    if (typed.isEmpty()) {
      throw new Refused(
          "Say which digest: %s accept %s DIGEST. It shows %s now."
              .formatted(
                  shell().program(),
                  entry.key(),
                  entry.seen().map(Digest::value).orElse("nothing")));
    }
    Digest to = meant(entry, typed);
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    describe(entry, "shows now", entry.seen());
    describe(entry, "accepted", accepted);
    describe(entry, "to accept", Optional.of(to));
    if (accepted.filter(to::equals).isPresent()) {
      say(
          "It is the accepted digest already"
              + (entry.seen().filter(to::equals).isPresent()
                  ? "."
                  : ", which the tag does not show: push that image again."));
      return Exit.OK;
    }
    say(followers(entry));
    confirm(yes, "Accept " + Show.digest(to) + " for " + entry.key() + "?");
    Optional<TagEntry> written = tags().patch(entry, patch(to));
    if (written.filter(now -> now.acceptances().cover(to, now())).isEmpty()) {
      throw new Refused(
          "It was written, and does not count: the same acceptance was used before, or its end is"
              + " over. Write another --until.");
    }
    say("Accepted: " + entry.key() + " may become " + to + ".");
    say(
        entry.seen().filter(to::equals).isPresent()
            ? "The tag shows it, so the next event of the tag or the next reconcile makes it the accepted digest"
                + (entry.followers().count() == 0
                    ? "; no workload follows it."
                    : " and rolls it out.")
            : "The tag does not show it yet: push it, and it is rolled out then.");
    return Exit.OK;
  }

  /** The digest that is typed; its beginning must be that of one digest of the tag. */
  private static Digest meant(TagEntry entry, String typed) {
    Optional<Digest> whole = Digest.ifValid(typed);
    if (whole.isPresent()) {
      return whole.get();
    }
    String hex = typed.replaceFirst("^sha(256|512):", "");
    if (!hex.matches("[0-9a-f]{12,128}")) {
      throw new Refused(
          UntrustedText.quoted(typed, 80)
              + " is neither a digest nor the first 12 or more hex digits of one.");
    }
    List<Digest> known =
        entry.knownDigests().stream().filter(one -> one.hex().startsWith(hex)).toList();
    if (known.size() != 1) {
      throw new Refused(
          known.isEmpty()
              ? "No digest that "
                  + entry.key()
                  + " showed begins with "
                  + hex
                  + ": write all of it."
              : "Several digests of " + entry.key() + " begin with " + hex + ": write all of it.");
    }
    return known.getFirst();
  }

  private void describe(TagEntry entry, String what, Optional<Digest> digest) {
    String shown = digest.map(Digest::value).orElse("nothing");
    Optional<Move> move =
        entry.history().stream()
            .filter(one -> digest.isPresent() && one.to().equals(digest))
            .reduce((_, last) -> last);
    say("%-10s %s".formatted(what, shown));
    String about =
        Stream.of(
                move.map(
                    one ->
                        "seen "
                            + Show.time(one.at())
                            + " UTC through "
                            + one.cause().actor().orElse(one.cause().source())),
                digest
                    .flatMap(one -> entry.manifests().facts(one))
                    .map(facts -> build(facts.build()) + platforms(facts.platforms())))
            .flatMap(Optional::stream)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("; "));
    if (!about.isEmpty()) {
      say("           " + about);
    }
  }

  private static String platforms(String platforms) {
    return platforms.isEmpty() ? "" : " for " + platforms;
  }

  private static String build(BuildInfo build) {
    return Stream.of(
            build.version().map(text -> "version " + text),
            build.revision().map(text -> "revision " + text),
            build.created().map(text -> "built " + text),
            build.source().map(text -> "from " + text))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static String followers(TagEntry entry) {
    return entry.followers().count() == 0
        ? "No workload follows it."
        : "It would be rolled out to: "
            + entry.followers().first().stream()
                .map(FollowerState::workload)
                .distinct()
                .collect(Collectors.joining(", "))
            + ".";
  }

  private ObjectNode patch(Digest to) {
    ObjectNode accept = JsonNodeFactory.instance.objectNode().put("digest", to.value());
    // A merge patch keeps what it does not name: the end of an earlier acceptance is not meant.
    Optional<String> end =
        Optional.ofNullable(until).map(text -> EndTime.parse(text, now()).toString());
    accept.set(
        "until",
        end.<com.fasterxml.jackson.databind.JsonNode>map(JsonNodeFactory.instance::textNode)
            .orElseGet(JsonNodeFactory.instance::nullNode));
    String name = Optional.ofNullable(by).or(this::me).orElse("");
    String signature =
        Stream.of(name, reason).filter(text -> !text.isBlank()).collect(Collectors.joining(": "));
    accept.set(
        "by",
        signature.isEmpty()
            ? JsonNodeFactory.instance.nullNode()
            : JsonNodeFactory.instance.textNode(UntrustedText.clean(signature, 128)));
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").set("accept", accept);
    return patch;
  }

  /** The name by which the API server knows the person; an old one does not say. */
  private Optional<String> me() {
    try {
      return Optional.of(
              api()
                  .create(
                      ApiPath.list("authentication.k8s.io", "v1", "selfsubjectreviews"),
                      JsonNodeFactory.instance
                          .objectNode()
                          .put("apiVersion", "authentication.k8s.io/v1")
                          .put("kind", "SelfSubjectReview"))
                  .at("/status/userInfo/username")
                  .asText(""))
          .filter(name -> !name.isEmpty());
    } catch (ApiFailure _) {
      return Optional.empty();
    }
  }
}
