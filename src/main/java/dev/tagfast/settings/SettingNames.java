package dev.tagfast.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The names of all settings, as in {@code docs/settings.md}, with {@code <name>} where the operator
 * chooses a name.
 *
 * <p>They are a list and are not read from {@link Settings}: that would be reflection at every
 * start, and a native executable would find nothing. A test keeps both equal.
 */
final class SettingNames {
  /** Placeholder for the name of a source or a registry. */
  static final String NAME_PLACEHOLDER = "<name>";

  private static final List<String> AUTHENTICATION =
      List.of(
          "auth",
          "header",
          "parameter",
          "secret",
          "secret-previous",
          "secret-file",
          "registries",
          "oidc.issuer",
          "oidc.audience",
          "oidc.jwks-url",
          "oidc.ca",
          "oidc.token-file",
          "oidc.emails",
          "oidc.subjects",
          "oidc.skew");
  private static final List<String> CREDENTIALS =
      List.of("username", "password", "docker-config-file", "docker-config");

  /** The names of all settings. */
  static final List<String> ALL = all();

  private SettingNames() {}

  /** The environment variable of a property, e.g. {@code TAGFAST_SOURCES_<NAME>_SECRET}. */
  static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9<>]", "_");
  }

  private static List<String> all() {
    List<String> names = new ArrayList<>(List.of("mode", "doors", "namespaces", "workloads"));
    add(names, "events", AUTHENTICATION);
    add(names, "sources." + NAME_PLACEHOLDER, AUTHENTICATION);
    add(
        names,
        "sources." + NAME_PLACEHOLDER,
        List.of("format", "default-registry", "answer-within", "forward"));
    add(names, "forward", List.of("sink", "token-file"));
    add(names, "events", List.of("default-registry"));
    add(
        names,
        "registries." + NAME_PLACEHOLDER,
        List.of(
            "host",
            "aliases",
            "tag-case",
            "url",
            "insecure",
            "ca",
            "token-hosts",
            "redirect-hosts",
            "anchors",
            "page",
            "timeout",
            "attempts"));
    add(names, "registries." + NAME_PLACEHOLDER + ".credentials", CREDENTIALS);
    add(names, "registries." + NAME_PLACEHOLDER + ".push-credentials", CREDENTIALS);
    add(names, "gate." + NAME_PLACEHOLDER, List.of("upstream", "fail", "timeout"));
    add(names, "admission", List.of("mode", "fail", "timeout", "remember"));
    add(
        names,
        "admission.tls",
        List.of("source", "port", "certificate-file", "key-file", "secret", "service", "webhook"));
    add(names, "admission.registries." + NAME_PLACEHOLDER, List.of("fail"));
    add(names, "ledger", List.of("store", "namespace", "lease", "retention"));
    add(names, "keep", List.of("grace"));
    add(names, "policy", List.of("source", "cache"));
    add(names, "resolve", List.of("asks", "pause"));
    add(names, "reconcile", List.of("every", "at-most-every", "drift"));
    add(
        names,
        "rollouts",
        List.of("at-most", "at-most-per-namespace", "check-platforms", "check-pull-secrets"));
    add(names, "follow", List.of("tag-list-age"));
    add(names, "compat", List.of("keel"));
    add(
        names,
        "report",
        List.of(
            "sink",
            "token-file",
            "ce-overrides",
            "slack-url",
            "source",
            "cluster-events",
            "knative-service",
            "timeout"));
    add(
        names,
        "messengers." + NAME_PLACEHOLDER,
        List.of(
            "type",
            "url",
            "secret",
            "template",
            "kinds",
            "namespaces",
            "repositories",
            "commit-hosts"));
    add(names, "shutdown", List.of("timeout"));
    add(
        names,
        "metrics.otlp",
        List.of(
            "collector",
            "endpoint",
            "headers",
            "temporality",
            "resource-attributes",
            "service-name",
            "instance",
            "protocol",
            "exporter",
            "at-most-every",
            "timeout"));
    return names.stream().map(name -> "tagfast." + name).toList();
  }

  private static void add(List<String> names, String group, List<String> members) {
    Stream<String> all = members.stream().map(member -> group + "." + member);
    names.addAll(all.toList());
  }
}
