package dev.tagfast.policy.rule;

import dev.tagfast.policy.match.Glob;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares a policy with the listed registries. Its author finds out when it is applied, and not
 * when a tag that it should protect was overwritten. Pure.
 */
public final class PolicyWarnings {
  /** A rule names a registry that is not listed. */
  static final String REGISTRY_NOT_LISTED = "RegistryNotListed";

  /** A rule asks for restores, and there are no push credentials. */
  static final String RESTORE_UNARMED = "RestoreUnarmed";

  /** A rule asks for anchors, and there are no push credentials. */
  static final String KEEP_UNARMED = "KeepUnarmed";

  private final RegistryCatalog registries;
  private final List<PolicyWarning> found = new ArrayList<>();

  private PolicyWarnings(RegistryCatalog registries) {
    this.registries = registries;
  }

  /** What the policy asks for in vain. An invalid one has its problems first. */
  public static List<PolicyWarning> of(ParsedPolicy policy, RegistryCatalog registries) {
    return switch (policy) {
      case ParsedPolicy.InvalidPolicy _ -> List.of();
      case ParsedPolicy.ValidPolicy valid -> {
        PolicyWarnings warnings = new PolicyWarnings(registries);
        for (int i = 0; i < valid.rules().size(); i++) {
          warnings.check(valid.rules().get(i), "spec.rules[" + i + "]");
        }
        yield List.copyOf(warnings.found);
      }
    };
  }

  private void check(Rule rule, String path) {
    List<Glob> repositories = rule.selector().repositories();
    if (repositories.isEmpty()) {
      checkWrites(rule, path, List.copyOf(registries.all()));
    }
    for (int i = 0; i < repositories.size(); i++) {
      Glob pattern = repositories.get(i);
      List<ListedRegistry> listed =
          registries.all().stream()
              .filter(registry -> pattern.canMatchHost(registry.host()))
              .toList();
      if (listed.isEmpty()) {
        found.add(
            new PolicyWarning(
                path + ".repositories[" + i + "]", unlisted(pattern), REGISTRY_NOT_LISTED));
      } else {
        checkWrites(rule, path, listed);
      }
    }
  }

  private String unlisted(Glob pattern) {
    Optional<ListedRegistry> alias =
        registries.all().stream()
            .filter(registry -> registry.aliases().stream().anyMatch(pattern::canMatchHost))
            .findFirst();
    return alias
        .map(
            registry ->
                "%s matches nothing: it names the registry %s by an alias; write its host, %s"
                    .formatted(pattern, registry.name(), registry.host()))
        .orElseGet(
            () ->
                "%s matches nothing: no listed registry has this host; list it under"
                        .formatted(pattern)
                    + " tagfast.registries.<name>.host, or correct the pattern");
  }

  private void checkWrites(Rule rule, String path, List<ListedRegistry> listed) {
    if (rule.treatment().restore()) {
      check(path + ".restore", listed, "no tag is put back", RESTORE_UNARMED);
    }
    if (rule.treatment().keep()) {
      check(path + ".keep", listed, "nothing is kept", KEEP_UNARMED);
    }
  }

  /** One that can be written to is enough: the others are a matter of other rules. */
  private void check(String field, List<ListedRegistry> listed, String what, String reason) {
    if (listed.isEmpty() || listed.stream().anyMatch(registry -> registry.hasCredentials(true))) {
      return;
    }
    PolicyWarning warning =
        new PolicyWarning(
            field,
            listed.stream()
                .map(registry -> registry.setting("push-credentials"))
                .collect(Collectors.joining(", ", what + " without push credentials; set ", "")),
            reason);
    if (!found.contains(warning)) {
      found.add(warning);
    }
  }
}
