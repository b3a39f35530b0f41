package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server says to a person who writes an {@code ImageTag} wrongly. */
@RealCluster
class ImageTagSchemaTest {
  private static final String GOOD = "sha256:" + "a".repeat(64);

  private RealApi api;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  @Test
  void theNamesOfTheTagAreEnough() {
    assertThat(apply("registry: ghcr.io, repository: team/app, tag: 1.0.0").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          repository: team/app, tag: '1'                                              | spec.registry
          registry: ghcr.io, tag: '1'                                                 | spec.repository
          registry: ghcr.io, repository: team/app                                     | spec.tag
          registry: '', repository: team/app, tag: '1'                                | spec.registry
          registry: 'https://ghcr.io', repository: team/app, tag: '1'                 | spec.registry
          registry: ghcr.io, repository: Team/App, tag: '1'                           | spec.repository
          registry: ghcr.io, repository: team/, tag: '1'                              | spec.repository
          registry: ghcr.io, repository: team/app, tag: '.1'                          | spec.tag
          registry: ghcr.io, repository: team/app, tag: 'a b'                         | spec.tag
          registry: ghcr.io, repository: team/app, tag: 1                             | spec.tag
          registry: ghcr.io, repository: team/app, tag: '1', accept: {digest: latest} | spec.accept.digest
          registry: ghcr.io, repository: team/app, tag: '1', accept: {}               | spec.accept.digest
          registry: ghcr.io, repository: team/app, tag: '1', acept: {}                | spec.acept
          """)
  void aWrongOneIsRefusedWithTheFieldsName(String spec, String field) {
    Kubectl.Answer answer = apply(spec);

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains(field);
  }

  @Test
  void aTagThatIsTooLongIsRefused() {
    Kubectl.Answer answer =
        apply("registry: ghcr.io, repository: team/app, tag: " + "a".repeat(129));

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains("spec.tag").contains("128");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-01-01T00:00:00Z      | true
          2027-01-01T00:00:00+02:00 | true
          2027-01-01T00:00:00.5Z    | true
          next week                 | false
          2027-01-01                | false
          """)
  void anEndIsATimeWithAZone(String until, boolean valid) {
    Kubectl.Answer answer =
        apply(
            "registry: ghcr.io, repository: team/app, tag: '1', accept: {digest: '%s', until: '%s'}"
                .formatted(GOOD, until));

    assertThat(answer.status() == 0).as(answer.output()).isEqualTo(valid);
    if (!valid) {
      assertThat(answer.output()).contains("spec.accept.until");
    }
  }

  @ParameterizedTest
  @CsvSource({"registry,other.example", "repository,team/other", "tag,'2'"})
  void theNamesNeverChange(String name, String other) {
    apply("registry: ghcr.io, repository: team/app, tag: '1'");

    Kubectl.Answer answer = patch("{\"spec\":{\"%s\":\"%s\"}}".formatted(name, other));

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains("never change");
  }

  @Test
  void thePersonsWordMayComeAndGo() {
    apply("registry: ghcr.io, repository: team/app, tag: '1'");

    assertThat(patch("{\"spec\":{\"accept\":{\"digest\":\"%s\"}}}".formatted(GOOD)).status())
        .isZero();
    assertThat(patch("{\"spec\":{\"accept\":null}}").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"state":"Fine"}                                     | status.state
          {"seen":"latest"}                                    | status.seen
          {"moves":-1}                                         | status.moves
          {"quarantined":["sha256:0"]}                         | status.quarantined[0]
          {"accepted":{"digest":"x"}}                          | status.accepted
          {"history":[{"at":"yesterday"}]}                     | status.history[0]
          {"outbox":[{"kind":"Dance","cause":{"source":"x"}}]} | status.outbox[0].kind
          """)
  void aStatusThatTagfastCouldNotReadIsRefused(String status, String field) {
    apply("registry: ghcr.io, repository: team/app, tag: '1'");

    Kubectl.Answer answer = patch("{\"status\":" + status + "}");

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains(field);
  }

  private Kubectl.Answer apply(String spec) {
    return api.kubectl()
        .tryWith(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: ImageTag
            metadata: {name: app, namespace: %s}
            spec: {%s}
            """
                .formatted(api.namespace(), spec),
            "create",
            "-f",
            "-");
  }

  private Kubectl.Answer patch(String merge) {
    return api.kubectl()
        .tryWith("", "patch", "imgtag", "app", "-n", api.namespace(), "--type=merge", "-p", merge);
  }
}
