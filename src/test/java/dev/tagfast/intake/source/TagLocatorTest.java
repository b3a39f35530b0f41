package dev.tagfast.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.policy.rule.Policies;
import dev.tagfast.registry.config.RegistryCatalog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagLocatorTest {
  private static final SourceScope ANYTHING = new SourceScope(Optional.empty(), Optional.empty());
  private static final Optional<String> HELM =
      Optional.of("application/vnd.cncf.helm.config.v1+json");

  /** Policies of which only the named kinds matter; each question is noted. */
  private final class NamedKinds implements PolicySource {
    @Override
    public PolicyAnswer lookup(TagKey key, ContentKind kind) {
      return Policies.NONE.answer(key, kind);
    }

    @Override
    public boolean isNamed(ContentKind kind) {
      asked.add(kind);
      if (policiesAreDown) {
        throw new PolicyUnavailable("the API server is down", new IllegalStateException());
      }
      return named.contains(kind);
    }
  }

  private final Set<ContentKind> named = EnumSet.noneOf(ContentKind.class);
  private final List<ContentKind> asked = new ArrayList<>();
  private boolean policiesAreDown;
  private final TagLocator locator =
      new TagLocator(
          new RegistryCatalog(
              SettingsOf.properties(
                  Map.of(
                      "tagfast.registries.gitea.host", "gitea.test",
                      "tagfast.registries.gitea.tag-case", "lower",
                      "tagfast.registries.ours.host", "registry.test"))),
          new NamedKinds());

  @Test
  void aPushAndADeleteNameTheTagThatTheRegistryStores() {
    assertThat(key("gitea.test", NotificationEntry.push()))
        .isEqualTo("gitea.test/shop/pizza:main-snapshot");
    assertThat(key("gitea.test", NotificationEntry.delete()))
        .isEqualTo("gitea.test/shop/pizza:main-snapshot");
    assertThat(key("registry.test", NotificationEntry.push()))
        .isEqualTo("registry.test/shop/pizza:Main-SNAPSHOT");
  }

  @Test
  void aChartIsIgnoredUnlessARuleNamesCharts() {
    NotificationEntry chart = chart("registry.test");
    assertThat(chart.ignored()).hasValue(IgnoreReason.CHART);

    assertThat(classify(chart)).isInstanceOf(Relevance.Ignored.class);

    named.add(ContentKind.CHART);
    assertThat(classify(chart)).isInstanceOf(Relevance.Relevant.class);
  }

  @Test
  void aRuleAboutChartsSaysNothingOfArtifacts() {
    named.add(ContentKind.CHART);
    NotificationEntry artifact =
        entry("registry.test", NotificationEntry.push())
            .otherThanImage(Set.of(ContentKind.ARTIFACT))
            .build();

    assertThat(artifact.ignored()).hasValue(IgnoreReason.NOT_AN_IMAGE);
    assertThat(classify(artifact)).isInstanceOf(Relevance.Ignored.class);

    named.add(ContentKind.ARTIFACT);
    assertThat(classify(artifact)).isInstanceOf(Relevance.Relevant.class);
  }

  @Test
  void whatMayBeAChartOrAnArtifactIsAMatterOfEitherRule() {
    named.add(ContentKind.ARTIFACT);

    assertThat(
            classify(
                entry("registry.test", NotificationEntry.delete())
                    .otherThanImage(Set.of(ContentKind.CHART, ContentKind.ARTIFACT))
                    .build()))
        .isInstanceOf(Relevance.Relevant.class);
  }

  @Test
  void whatIsIgnoredForAnotherReasonStaysIgnoredWhateverIsNamed() {
    named.addAll(EnumSet.allOf(ContentKind.class));

    for (NotificationEntry entry :
        List.of(
            entry("registry.test", NotificationEntry.push())
                .tag(Optional.of(""))
                .configMediaType(HELM)
                .build(),
            entry("registry.test", NotificationEntry.push())
                .tag(Optional.of("sha256-" + "1f".repeat(32) + ".sig"))
                .configMediaType(HELM)
                .build(),
            entry("registry.test", NotificationEntry.push())
                .configMediaType(HELM)
                .ignored(IgnoreReason.REFERRER)
                .build(),
            entry("registry.test", NotificationEntry.push())
                .ignored(IgnoreReason.NOT_AN_IMAGE)
                .build(),
            entry("registry.test", NotificationEntry.other(IgnoreReason.CHART)).build())) {
      assertThat(classify(entry)).as("%s", entry).isInstanceOf(Relevance.Ignored.class);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void thePoliciesAreAskedForAKindAloneAndNeverForImagesOrForeignHosts() {
    key("registry.test", NotificationEntry.push());
    assertThat(classify(chart("evil.test"))).isInstanceOf(Relevance.Ignored.class);
    assertThat(asked).isEmpty();

    classify(chart("registry.test"));
    assertThat(asked).containsExactly(ContentKind.CHART);
  }

  @Test
  void withoutThePoliciesAChartIsTakenLaterAndAnImageNow() {
    policiesAreDown = true;

    assertThatThrownBy(() -> classify(chart("registry.test")))
        .isInstanceOf(TemporaryFailure.class)
        .hasMessageContaining("The API server is down");
    assertThat(key("registry.test", NotificationEntry.push())).isNotEmpty();
  }

  @Test
  void theNameThatAPusherChoosesHidesNothingFromASourceOfOneRegistry() {
    SourceScope one = new SourceScope(Optional.of(Set.of("ours")), Optional.empty());
    SourceScope byDefault = new SourceScope(Optional.empty(), Optional.of("registry.test"));

    for (SourceScope scope : List.of(one, byDefault)) {
      for (String said : List.of("evil.test", "no host", "registry.test:443")) {
        NotificationEntry entry = pushed(said);
        assertThat(located(entry, scope)).as(said).isEqualTo("registry.test/shop/pizza");
        assertThat(locator.otherName(entry, scope))
            .as(said)
            .isEqualTo(Optional.of(said).filter(text -> !text.equals("registry.test:443")));
      }
      assertThat(locator.otherName(pushed("registry.test"), scope)).isEmpty();
    }
    assertThat(located(pushed("gitea.test"), one)).isEqualTo("registry.test/shop/pizza");
  }

  @Test
  void aSourceOfSeveralRegistriesTakesThePushersWord() {
    SourceScope both = new SourceScope(Optional.of(Set.of("ours", "gitea")), Optional.empty());

    assertThat(located(pushed("gitea.test:443"), both)).isEqualTo("gitea.test/shop/pizza");
    assertThat(locator.classify(pushed("evil.test"), both, "ci"))
        .isEqualTo(new Relevance.Refused(Reason.REGISTRY_NOT_LISTED));
  }

  @Test
  void aHostThatTheRegistrySaysItselfIsTakenAtItsWord() {
    NotificationEntry gitea = entry("gitea.test", NotificationEntry.push()).build();
    SourceScope byDefault = new SourceScope(Optional.empty(), Optional.of("registry.test"));
    SourceScope one = new SourceScope(Optional.of(Set.of("ours")), Optional.empty());

    assertThat(located(gitea, byDefault)).isEqualTo("gitea.test/shop/pizza");
    assertThat(locator.classify(gitea, one, "ci"))
        .isEqualTo(new Relevance.Refused(Reason.REGISTRY_NOT_ALLOWED));
  }

  private String located(NotificationEntry entry, SourceScope scope) {
    return ((PushEvent) ((Relevance.Relevant) locator.classify(entry, scope, "ci")).event())
        .key()
        .repository()
        .toString();
  }

  private static NotificationEntry pushed(String host) {
    return entry(host, NotificationEntry.push()).hostOfPusher(Optional.of(host)).build();
  }

  private String key(String host, EntryBuilder entry) {
    return ((PushEvent) ((Relevance.Relevant) classify(entry(host, entry).build())).event())
        .key()
        .toString();
  }

  private NotificationEntry chart(String host) {
    return entry(host, NotificationEntry.push()).configMediaType(HELM).build();
  }

  private Relevance classify(NotificationEntry entry) {
    return locator.classify(entry, ANYTHING, "ci");
  }

  private static EntryBuilder entry(String host, EntryBuilder entry) {
    return entry
        .host(Optional.of(host))
        .repository(Optional.of("shop/pizza"))
        .tag(Optional.of("Main-SNAPSHOT"));
  }
}
