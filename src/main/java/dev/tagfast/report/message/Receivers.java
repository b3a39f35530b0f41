package dev.tagfast.report.message;

import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.Messenger;
import dev.tagfast.settings.Settings.MessengerType;
import dev.tagfast.settings.WrongSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the messengers from the settings. It reads no template, and loads no template engine. */
public final class Receivers {
  private static final List<String> NO_HOSTS = List.of();
  private static final Set<ReportKind> FOR_PEOPLE =
      kinds(kind -> kind.isAlert() || kind == ReportKind.TAG_RESTORED);

  private Receivers() {}

  /**
   * All messengers, {@code tagfast.report.slack-url} first.
   *
   * @throws WrongSetting if a setting is wrong; the message names it and shows no secret
   */
  static List<Receiver> all(Settings settings) {
    List<Receiver> all = new ArrayList<>();
    settings
        .report()
        .slackUrl()
        .filter(text -> !text.isBlank())
        .ifPresent(url -> all.add(slack(url)));
    settings.messengers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> receiver(each.getKey(), each.getValue()))
        .forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * Checks the settings.
   *
   * @return how many messengers there are
   * @throws WrongSetting if one is wrong
   */
  public static int of(Settings settings) {
    PageLinks.check(settings);
    return all(settings).size();
  }

  private static Receiver slack(String url) {
    String setting = "tagfast.report.slack-url";
    return new Receiver(
        "slack",
        MessengerType.SLACK_COMPATIBLE,
        SecretUrl.parse(setting, url),
        setting,
        Optional.empty(),
        Optional.empty(),
        new Route(FOR_PEOPLE, false, Set.of(), List.of()),
        NO_HOSTS);
  }

  private static Receiver receiver(String name, Messenger messenger) {
    String prefix = "tagfast.messengers." + name;
    MessengerType type = messenger.type();
    Service service = Service.of(type);
    String url =
        present(messenger.url())
            .or(service::knownUrl)
            .orElseThrow(() -> new WrongSetting(prefix + ".url is not set: say where it is."));
    if (service.secretIsNeeded() && present(messenger.secret()).isEmpty()) {
      throw new WrongSetting(
          prefix + ".secret is not set: " + Service.word(type) + " needs a token or key.");
    }
    if (Service.template(type).isEmpty() && present(messenger.template()).isEmpty()) {
      throw new WrongSetting(
          prefix + ".template is not set: a webhook has no template of its own.");
    }
    return new Receiver(
        "messenger-" + name,
        type,
        SecretUrl.parse(prefix + ".url", url),
        prefix + ".url",
        present(messenger.secret()).map(String::strip),
        present(messenger.template()),
        new Route(
            kinds(prefix + ".kinds", messenger.kinds()),
            service.keepsIncidents(),
            Set.copyOf(messenger.namespaces().orElse(List.of())),
            messenger.repositories().orElse(List.of()).stream()
                .map(text -> glob(prefix + ".repositories", text))
                .toList()),
        messenger.commitHosts());
  }

  private static Optional<String> present(Optional<String> text) {
    return text.filter(it -> !it.isBlank());
  }

  private static Glob glob(String setting, String text) {
    try {
      return Glob.ofRepositories(text);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting(setting + ": " + e.getMessage());
    }
  }

  private static Set<ReportKind> kinds(String setting, Optional<List<String>> words) {
    return words
        .map(
            all ->
                all.stream()
                    .flatMap(word -> kindsOf(setting, word).stream())
                    .collect(Collectors.toSet()))
        .orElse(FOR_PEOPLE);
  }

  private static Set<ReportKind> kindsOf(String setting, String word) {
    Set<ReportKind> found =
        switch (word) {
          case "all" -> EnumSet.allOf(ReportKind.class);
          case "alerts" -> kinds(ReportKind::isAlert);
          default -> kinds(kind -> Incident.word(kind).equals(word));
        };
    if (found.isEmpty()) {
      throw new WrongSetting(
          "%s has %s, which is no kind of report; it may have alerts, all, %s"
              .formatted(
                  setting,
                  UntrustedText.quoted(word, 40),
                  Arrays.stream(ReportKind.values())
                      .map(Incident::word)
                      .collect(Collectors.joining(", "))));
    }
    return found;
  }

  private static Set<ReportKind> kinds(Predicate<ReportKind> which) {
    return Arrays.stream(ReportKind.values())
        .filter(which)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReportKind.class)));
  }
}
