package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcrDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);
  private static final String TRANSFORMED = "com.amazon.ecr.image.push";

  private final Dialect dialect = Dialect.named("ecr").orElseThrow();

  @Test
  void aTaggedPushIsReadCompletely() {
    NotificationEntry entry = singleEntry(Samples.raw("ecr/push-tagged"));

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("123456789012.dkr.ecr.eu-west-1.amazonaws.com");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.mediaType()).hasValue("application/vnd.oci.image.manifest.v1+json");
    assertThat(entry.id()).hasValue("bridge-0001");
    assertThat(entry.actor()).isEmpty();
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "push-index, PUSH, ",
    "push-short-digest-and-no-such-day, PUSH, ",
    "push-empty-tag, PUSH, UNTAGGED",
    "push-by-digest, PUSH, UNTAGGED",
    "push-chart, PUSH, CHART",
    "push-signature, PUSH, REFERRER",
    "push-failed, OTHER, OTHER_ACTION",
    "delete-tag, DELETE, ",
    "delete-untagged, DELETE, DELETE_BY_DIGEST",
    "storage-class, OTHER, OTHER_ACTION",
    "referrer, OTHER, REFERRER",
    "artifact, OTHER, NOT_AN_IMAGE",
    "scan, OTHER, SCAN",
    "scan-setting, OTHER, SCAN",
    "replication, OTHER, REPLICATION",
    "cache, OTHER, CACHE",
    "api-call, OTHER, OTHER_EVENT",
    "no-type, OTHER, NOT_AN_EVENT",
  })
  void everyKindOfEventIsUnderstood(String sample, Action action, IgnoreReason why) {
    NotificationEntry entry = singleEntry(Samples.raw("ecr/" + sample));

    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.ignored()).isEqualTo(Optional.ofNullable(why));
  }

  @Test
  void aMalformedDigestAndADayThatNeverWasCountAsAbsent() {
    NotificationEntry entry = singleEntry(Samples.raw("ecr/push-short-digest-and-no-such-day"));

    assertThat(entry.digest()).isEmpty();
    assertThat(entry.pushedAt()).isEmpty();
  }

  @Test
  void chinaHasADomainOfItsOwn() {
    assertThat(singleEntry(Samples.raw("ecr/push-china")).host())
        .hasValue("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn");
  }

  @ParameterizedTest
  @CsvSource({
    "us-gov-west-1, amazonaws.com",
    "il-central-1, amazonaws.com",
    "cn-northwest-1, amazonaws.com.cn",
    "eusc-de-east-1, amazonaws.eu",
    "us-iso-east-1, c2s.ic.gov",
    "us-isob-east-1, sc2s.sgov.gov",
    "us-isof-south-1, csp.hci.ic.gov",
    "eu-isoe-west-1, cloud.adc-e.uk",
  })
  void everyPartitionHasItsDomain(String region, String domain) {
    String json =
        """
        {"source":"aws.ecr","detail-type":"ECR Image Action","account":"123456789012",
         "region":"%s","detail":{"action-type":"PUSH","result":"SUCCESS"}}"""
            .formatted(region);

    assertThat(singleEntry(TestNotifications.raw(json)).host())
        .hasValue("123456789012.dkr.ecr." + region + "." + domain);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example/, eu-west-1",
    "12345678901, eu-west-1",
    "123456789012, eu-west-1.evil.example",
    "123456789012, ''",
  })
  void whatIsNoAccountOrRegionNamesNoHost(String account, String region) {
    assertThat(
            singleEntry(
                    TestNotifications.raw(
                        "{\"source\":\"aws.ecr\",\"detail-type\":\"ECR Image Action\",\"account\":\""
                            + account
                            + "\",\"region\":\""
                            + region
                            + "\"}"))
                .host())
        .isEmpty();
  }

  /** Every attribute of the SQS source can be overridden, so only the data identifies the event. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.knative.eventing.aws-sqs",
        "dev.knative.connector.event.aws-sqs",
        "com.amazon.events.event",
        "kitchen.queue",
      })
  void anEventAroundItChangesNothing(String type) {
    Notification notification = Samples.event("ecr/push-tagged", type, "/kitchen/queue");

    assertThat(dialect.recognises(notification)).isTrue();
    assertThat(singleEntry(notification)).isEqualTo(singleEntry(Samples.raw("ecr/push-tagged")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn", "arn"})
  void anInputTransformerNamesTheRegionInTheSource(String scheme) {
    NotificationEntry entry =
        singleEntry(
            Samples.event(
                "ecr/transformed",
                TRANSFORMED,
                scheme + ":aws:ecr:eu-west-1:123456789012:repository/kitchen/pizza"));

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("123456789012.dkr.ecr.eu-west-1.amazonaws.com");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.id()).hasValue("e-1");
    assertThat(entry.pushedAt()).hasValue(Samples.TIME);
  }

  @Test
  void anInputTransformerMayLeaveThingsOut() {
    NotificationEntry entry =
        singleEntry(
            Samples.event(
                "ecr/transformed-no-tag",
                TRANSFORMED,
                "urn:aws:ecr:eu-west-1:210987654321:repository/kitchen/pizza"));

    assertThat(entry.ignored()).hasValue(IgnoreReason.UNTAGGED);
    assertThat(entry.host()).hasValue("210987654321.dkr.ecr.eu-west-1.amazonaws.com");
    assertThat(singleEntry(Samples.event("ecr/transformed", TRANSFORMED, "/kitchen")).host())
        .isEmpty();
    assertThat(
            singleEntry(Samples.event("ecr/transformed", "com.amazon.ecr.image.scan", "/k"))
                .ignored())
        .hasValue(IgnoreReason.OTHER_ACTION);
  }

  @Test
  void otherEventsOfAmazonAreNotItsOwn() {
    assertThat(
            List.of(
                TestNotifications.raw("{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\"}"),
                TestNotifications.event(
                    "com.amazon.events.event", "/bus", "{\"source\":\"aws.s3\"}"),
                TestNotifications.event(
                    "dev.knative.eventing.aws-sqs", "/queue", "the pizza is ready")))
        .noneMatch(dialect::recognises);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "\"aws.ecr\"", "{"})
  void anotherEnvelopeIsMalformed(String body) {
    assertThatThrownBy(() -> dialect.read(TestNotifications.raw(body)))
        .isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry singleEntry(Notification notification) {
    List<NotificationEntry> entries = TestNotifications.entries(dialect, notification);
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }
}
