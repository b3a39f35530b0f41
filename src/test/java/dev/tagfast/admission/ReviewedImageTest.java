package dev.tagfast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Entries;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewedImageTest {
  private static final String TEMPLATE =
      "{spec: {template: {spec: {containers: [{name: 'oven', image: 'pizza:1'}]}}}}";

  @ParameterizedTest
  @CsvSource({
    "apps, Deployment",
    "apps, StatefulSet",
    "apps, DaemonSet",
    "apps, ReplicaSet",
    "'', ReplicationController",
    "batch, Job",
    "serving.knative.dev, Service",
    "argoproj.io, Rollout"
  })
  void imagesOfATemplateAreFound(String group, String kind) {
    assertThat(ReviewedImage.of(Reviews.created(group, kind, TEMPLATE)))
        .singleElement()
        .satisfies(
            image ->
                assertThat(image.imagePath()).isEqualTo("/spec/template/spec/containers/0/image"))
        .satisfies(
            image ->
                assertThat(image.policyPath())
                    .isEqualTo("/spec/template/spec/containers/0/imagePullPolicy"));
  }

  @Test
  void imagesOfAPodAndOfACronJobAreFound() {
    assertThat(paths(Reviews.pod("{containers: [{name: 'oven', image: 'pizza:1'}]}")))
        .containsExactly("/spec/containers/0/image");
    assertThat(
            paths(Reviews.created("batch", "CronJob", "{spec: {jobTemplate: " + TEMPLATE + "}}")))
        .containsExactly("/spec/jobTemplate/spec/template/spec/containers/0/image");
  }

  @ParameterizedTest
  @CsvSource({"'', Service", "'', ConfigMap", "example.com, Deployment", "apps, Pod"})
  void aKindThatRunsNothingHasNone(String group, String kind) {
    assertThat(ReviewedImage.of(Reviews.created(group, kind, TEMPLATE))).isEmpty();
  }

  @Test
  void everyListOfContainersAndImageVolumesAreLookedAt() {
    AdmissionReview review =
        Reviews.pod(
            """
            {initContainers: [{name: 'mesh', image: 'mesh:1', restartPolicy: 'Always'}, {name: 'dough', image: 'dough:1'}],
             containers: [{name: 'oven', image: 'pizza:1'}, {name: 'later'}],
             ephemeralContainers: [{name: 'debug', image: 'busybox', targetContainerName: 'oven'}],
             volumes: [{name: 'tmp', emptyDir: {}}, {name: 'menu', image: {reference: 'menu:1', pullPolicy: 'Always'}},
                       {name: 'empty', image: {}}]}
            """);

    assertThat(paths(review))
        .containsExactly(
            "/spec/initContainers/0/image",
            "/spec/initContainers/1/image",
            "/spec/containers/0/image",
            "/spec/ephemeralContainers/0/image",
            "/spec/volumes/1/image/reference");
    assertThat(ReviewedImage.of(review).getLast())
        .satisfies(image -> assertThat(image.isAlwaysPulled()).isTrue())
        .satisfies(
            image -> assertThat(image.policyPath()).isEqualTo("/spec/volumes/1/image/pullPolicy"))
        .satisfies(image -> assertThat(image.about()).isEqualTo("menu:1 (menu)"));
  }

  @Test
  void onAnUpdateAnImageIsUnchangedWhereItsOwnListHadItUnderItsName() {
    String before =
        """
        {spec: {initContainers: [{name: 'a', image: 'x:1'}], containers: [{name: 'b', image: 'y:1'}],
                volumes: [{name: 'v', image: {reference: 'menu:1'}}]}}
        """;
    String after =
        """
        {spec: {initContainers: [{name: 'a', image: 'x:1'}], containers: [{name: 'c', image: 'y:1'},
                  {name: 'a', image: 'x:1'}, {name: 'b', image: 'y:1'}],
                volumes: [{name: 'w', image: {reference: 'menu:1'}}, {name: 'v', image: {reference: 'menu:1'}}]}}
        """;

    assertThat(ReviewedImage.of(Reviews.updated("", "Pod", before, after)))
        .filteredOn(image -> !image.isUnchanged())
        .extracting(ReviewedImage::imagePath)
        .containsExactly(
            "/spec/containers/0/image",
            "/spec/containers/1/image",
            "/spec/volumes/0/image/reference");
  }

  @ParameterizedTest
  @CsvSource({
    "pizza:1, pizza:1@DIGEST, true",
    "pizza, pizza:latest@DIGEST, true",
    "pizza:2, pizza:1@DIGEST, false",
    "pasta:1, pizza:1@DIGEST, false",
    "pizza:1@DIGEST, pizza:1@DIGEST, false",
    "pizza:1, pizza:1, false"
  })
  void whatIsAppliedAgainWithoutItsDigestKeepsIt(String written, String stored, boolean keeps) {
    String digest = "sha256:" + "a".repeat(64);
    String pods = "{spec: {containers: [{name: 'oven', image: '%s'}]}}";
    ReviewedImage image =
        ReviewedImage.of(
                Reviews.updated(
                    "",
                    "Pod",
                    pods.formatted(stored.replace("DIGEST", digest)),
                    pods.formatted(written.replace("DIGEST", digest))))
            .getFirst();

    assertThat(image.keptPin().map(Object::toString))
        .isEqualTo(keeps ? Optional.of(stored.replace("DIGEST", digest)) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{containers: {oven: {name: 'oven', image: 'pizza:1'}}}",
        "{containers: null}",
        "{containers: 'pizza:1'}",
        "{containers: [null, 7, 'pizza:1', []]}",
        "{containers: [{name: 'oven', image: 7}]}",
        "{containers: [{name: 'oven', image: null}]}",
        "{containers: [{name: 'oven', image: ''}]}",
        "{containers: [{name: 'oven', image: {repository: 'pizza'}}]}",
        "{volumes: {menu: {image: {reference: 'menu:1'}}}}",
        "{volumes: [{name: 'menu', image: 'menu:1'}, {name: 'm', image: {reference: 1}}]}",
        "[]",
        "null"
      })
  void whatTheApiServerRefusesItselfHasNoImages(String spec) {
    assertThat(ReviewedImage.of(Reviews.pod(spec))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" pizza:1", "pizza:1 ", "pizza:1@sha256:abc", "PIZZA:1", "pizza::"})
  void aTextThatIsNoReferenceIsKeptAndHasNone(String text) {
    assertThat(
            ReviewedImage.of(Reviews.pod("{containers: [{name: 'oven', image: '" + text + "'}]}")))
        .singleElement()
        .satisfies(image -> assertThat(image.reference()).isEmpty())
        .satisfies(image -> assertThat(image.text()).isEqualTo(text));
  }

  @Test
  void aContainerWithoutNameHasAnImageToo() {
    Digest digest = Entries.digest(1);

    assertThat(
            ReviewedImage.of(
                Reviews.pod(
                    "{containers: [{image: 'pizza:1@" + digest + "'}, {name: 7, image: 'a'}]}")))
        .extracting(image -> image.reference().orElseThrow().digest().isPresent())
        .containsExactly(true, false);
  }

  @Test
  void fiveHundredContainersAreFound() {
    String containers =
        IntStream.range(0, 500)
            .mapToObj("{name: 'c%1$d', image: 'pizza:%1$d'}"::formatted)
            .collect(Collectors.joining(",", "{containers: [", "]}"));

    assertThat(paths(Reviews.pod(containers))).hasSize(500).endsWith("/spec/containers/499/image");
  }

  private static List<String> paths(AdmissionReview review) {
    return ReviewedImage.of(review).stream().map(ReviewedImage::imagePath).toList();
  }
}
