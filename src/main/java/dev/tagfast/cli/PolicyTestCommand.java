package dev.tagfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tagfast.cli.PolicyTestCommand.Answer;
import dev.tagfast.cli.cluster.ApiPath;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Table;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.match.TagClass;
import dev.tagfast.policy.rule.ParsedPolicy;
import dev.tagfast.policy.rule.Policies;
import dev.tagfast.policy.rule.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy test}: which rule speaks of a tag, and what it says. */
@Command(
    name = "test",
    description = {
      "Which rule speaks of each tag, and what it says. With -f it needs no cluster.",
      "Exit code 1: a policy is invalid, or --expect is not what is said."
    })
final class PolicyTestCommand extends ListCommand<Answer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "REPOSITORY:TAG",
      description = "with the registry, if the rules name one; without it Docker Hub")
  List<String> tags = new ArrayList<>();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      description = "TagPolicies as YAML, instead of those of the cluster; may be repeated")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--kind",
      defaultValue = "image",
      paramLabel = "KIND",
      description = "what the tags point at: image, chart, artifact, referrer or schema1")
  ContentKind kind = ContentKind.IMAGE;

  @Option(
      names = "--expect",
      paramLabel = "MODE",
      description = "moving, alert, reject or ignore: fails where another mode is said")
  @Nullable TagMode expected;

  /** What is said of one tag. */
  record Answer(TagKey key, PolicyAnswer said) {}

  PolicyTestCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Answer> rows() {
    Policies policies = new Policies(files.isEmpty() ? ofCluster() : ofFiles());
    for (ParsedPolicy policy : policies.ordered()) {
      if (policy instanceof ParsedPolicy.InvalidPolicy invalid) {
        shell().warn("TagPolicy " + invalid.name() + " is invalid: " + invalid.why());
      }
    }
    return tags.stream()
        .map(PolicyTestCommand::key)
        .map(key -> new Answer(key, policies.answer(key, kind)))
        .toList();
  }

  @Override
  Table<Answer> table() {
    return new Table<>(
        List.of(
            Column.path("TAG", "image", (Answer answer) -> answer.key().toString())
                .shownAs(answer -> answer.key().repository().path() + ":" + answer.key().tag()),
            Column.fixed(
                "CLASS", "class", answer -> EnumWords.word(TagClass.of(answer.key().tag()))),
            Column.fixed("MODE", "mode", PolicyTestCommand::mode),
            Column.fixed("RULE", "rule", PolicyTestCommand::rule),
            Column.cut("MEANS", "means", PolicyTestCommand::means)),
        answer -> answer.key().toString());
  }

  @Override
  String nothing() {
    return "No tag was named.";
  }

  @Override
  int exitCode(List<Answer> answers) {
    return answers.stream().allMatch(this::isAsExpected) ? Exit.OK : Exit.ERROR;
  }

  @Override
  Optional<Boolean> mark(Answer answer) {
    return Optional.of(!isAsExpected(answer));
  }

  private boolean isAsExpected(Answer answer) {
    return switch (answer.said()) {
      case PolicyAnswer.Treat(var treatment) -> expected == null || treatment.mode() == expected;
      case PolicyAnswer.Broken _ -> false;
    };
  }

  private static String mode(Answer answer) {
    return switch (answer.said()) {
      case PolicyAnswer.Treat(var treatment) -> EnumWords.word(treatment.mode());
      case PolicyAnswer.Broken _ -> "Held";
    };
  }

  private static String rule(Answer answer) {
    return switch (answer.said()) {
      case PolicyAnswer.Treat(var treatment) -> treatment.origin();
      case PolicyAnswer.Broken(String policy, _) -> policy;
    };
  }

  private static String means(Answer answer) {
    return switch (answer.said()) {
      case PolicyAnswer.Treat(var treatment) ->
          switch (treatment.mode()) {
            case MOVING -> "another digest is rolled out";
            case ALERT ->
                "another digest is reported"
                    + (treatment.follow() ? " and rolled out" : " and not rolled out");
            case REJECT ->
                "another digest is rejected"
                    + (treatment.restore() ? " and the tag is put back" : "");
            case IGNORE -> "nothing is done";
          };
      case PolicyAnswer.Broken(_, String why) -> "nothing moves: " + why;
    };
  }

  private static TagKey key(String typed) {
    ImageReference image = ImageReference.parse(typed);
    return new TagKey(
        image.repository(),
        image.followedTag().orElseThrow(() -> new Refused(typed + " names a digest and no tag.")));
  }

  private List<ParsedPolicy> ofFiles() {
    List<ParsedPolicy> policies = new ArrayList<>();
    for (Path file : files) {
      try (MappingIterator<JsonNode> documents =
          new YAMLMapper().readerFor(JsonNode.class).readValues(Files.readAllBytes(file))) {
        while (documents.hasNext()) {
          JsonNode document = documents.next();
          (document.path("items").isArray()
                  ? document.path("items").valueStream()
                  : java.util.stream.Stream.of(document))
              .filter(one -> "TagPolicy".equals(one.path("kind").asText()))
              .map(PolicyTestCommand::parsed)
              .forEach(policies::add);
        }
      } catch (IOException | RuntimeException e) {
        throw new Refused("%s cannot be read: %s".formatted(file, e.getMessage()));
      }
    }
    if (policies.isEmpty()) {
      throw new Refused("There is no TagPolicy in " + files + ".");
    }
    return policies;
  }

  private List<ParsedPolicy> ofCluster() {
    return api()
        .get(ApiPath.list("tagfast.dev", "v1alpha1", "tagpolicies"))
        .path("items")
        .valueStream()
        .map(PolicyTestCommand::parsed)
        .toList();
  }

  private static ParsedPolicy parsed(JsonNode object) {
    return PolicyParser.parse(object.at("/metadata/name").asText("?"), object.path("spec"));
  }
}
