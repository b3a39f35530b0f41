package dev.tagfast.manifest;

import static dev.tagfast.manifest.Manifests.digest;
import static dev.tagfast.manifest.Manifests.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameImageTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");

  @Test
  void aBuildThatRunsAgainIsTheSameImage() {
    assertThat(same(facts("buildx-attested-1"), facts("buildx-attested-2"))).isTrue();
  }

  @Test
  void attestationsThatAreTakenAwayLeaveTheSameImage() {
    assertThat(same(facts("buildx-attested-1"), facts("buildx-unattested"))).isTrue();
  }

  @Test
  void aPlatformMoreOrLessIsAnotherImage() {
    ManifestFacts both = index(child("a", AMD64), child("b", ARM64));

    assertThat(same(both, index(child("a", AMD64)))).isFalse();
    assertThat(same(index(child("a", AMD64)), both)).isFalse();
  }

  @Test
  void childrenThatChangedTheirPlatformsAreAnotherImage() {
    assertThat(
            same(
                index(child("a", AMD64), child("b", ARM64)),
                index(child("b", AMD64), child("a", ARM64))))
        .isFalse();
  }

  @Test
  void theOrderOfPlatformsDoesNotMatter() {
    assertThat(
            same(
                index(child("a", AMD64), child("b", ARM64)),
                index(child("b", ARM64), child("a", AMD64))))
        .isTrue();
  }

  @Test
  void theOrderWithinAPlatformMattersBecauseTheFirstIsTaken() {
    assertThat(
            same(
                index(child("a", AMD64), child("b", AMD64)),
                index(child("b", AMD64), child("a", AMD64))))
        .isFalse();
    assertThat(
            same(
                index(child("a", ARM64), child("b", Platform.of("linux", "aarch64"))),
                index(child("b", Platform.of("linux", "aarch64")), child("a", ARM64))))
        .isFalse();
  }

  @Test
  void twoSpellingsOfOnePlatformAreOne() {
    assertThat(
            same(
                index(child("a", ARM64)),
                index(child("a", Platform.parse("linux/arm64/v8").orElseThrow()))))
        .isTrue();
  }

  @Test
  void anImageIsTheIndexThatListsItAlone() {
    Digest image = digest("amd");
    ManifestFacts index = index(child("amd", AMD64));

    assertThat(ManifestFacts.sameImage(image, facts("oci-image"), digest("index"), index)).isTrue();
    assertThat(ManifestFacts.sameImage(digest("index"), index, image, facts("oci-image"))).isTrue();
    assertThat(
            ManifestFacts.sameImage(
                image, facts("oci-image"), digest("index"), facts("buildx-attested-1")))
        .isFalse();
  }

  @Test
  void twoImagesAreTheSameByTheirDigestAlone() {
    assertThat(same(facts("oci-image"), facts("oci-image"))).isFalse();
    assertThat(
            ManifestFacts.sameImage(
                digest("a"), facts("oci-image"), digest("a"), facts("oci-image")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"helm-chart", "oras-artifact", "cosign-signature", "schema1-signed"})
  void whatNoContainerCanRunIsNeverTheSame(String name) {
    assertThat(same(facts(name), facts(name))).isFalse();
    assertThat(same(facts(name), facts("oci-image"))).isFalse();
    assertThat(same(facts("oci-image"), facts(name))).isFalse();
    assertThat(facts(name).runnable(digest("self"))).isEmpty();
  }

  @Test
  void anImageRunsItselfAndAnIndexRunsItsChildren() {
    assertThat(facts("oci-image").runnable(digest("self"))).containsExactly(digest("self"));
    assertThat(facts("buildx-attested-1").runnable(digest("self")))
        .containsExactlyInAnyOrder(digest("amd"), digest("arm64"));
  }

  @Test
  void attestationsAreChildrenToo() {
    ManifestFacts index = facts("buildx-attested-1");

    assertThat(index.hasChild(digest("amd"))).isTrue();
    assertThat(index.hasChild(digest("att-amd-1"))).isTrue();
    assertThat(index.hasChild(digest("att-amd-2"))).isFalse();
  }

  @Test
  void theSameChildrenInAnyOrderWithAnyAttestationsAreOneImage() {
    Random random = new Random(20_180_512);
    List<Platform> platforms =
        Stream.of("linux/amd64", "linux/arm/v6", "linux/arm64", "windows(10.0)/amd64", "wasi/wasm")
            .map(text -> Platform.parse(text).orElseThrow())
            .toList();
    for (int round = 0; round < 500; round++) {
      List<PlatformChild> children = new ArrayList<>();
      for (Platform platform : platforms.subList(0, 1 + random.nextInt(platforms.size()))) {
        children.add(child("child" + random.nextInt(4), platform));
      }
      ManifestFacts first = index(children, attestations(random));
      Collections.shuffle(children, random);
      ManifestFacts second = index(children, attestations(random));
      int changed = random.nextInt(children.size());
      children.set(changed, child("another", children.get(changed).platform()));
      ManifestFacts other = index(children, first.attestations());

      assertThat(same(first, second)).as("%s %s", first, second).isTrue();
      assertThat(same(first, other)).as("%s %s", first, other).isFalse();
    }
  }

  private static List<Digest> attestations(Random random) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> digest("att" + random.nextInt()))
        .toList();
  }

  private static boolean same(ManifestFacts first, ManifestFacts second) {
    return ManifestFacts.sameImage(digest("first"), first, digest("second"), second);
  }

  private static PlatformChild child(String word, Platform platform) {
    return new PlatformChild(digest(word), platform);
  }

  private static ManifestFacts index(PlatformChild... children) {
    return index(List.of(children), List.of());
  }

  private static ManifestFacts index(List<PlatformChild> children, List<Digest> attestations) {
    return new ManifestFacts(
        attestations.isEmpty() ? ManifestKind.INDEX : ManifestKind.ATTESTED_INDEX,
        "application/vnd.oci.image.index.v1+json",
        1_000,
        Optional.empty(),
        Optional.empty(),
        children,
        attestations,
        Optional.empty(),
        BuildInfo.NONE);
  }
}
