package dev.tagfast.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux/amd64",
        "linux/arm64/v8",
        "windows(10.0.20348.2700)/amd64",
        "windows(10.0.20348.2700+win32k)/amd64",
        "linux(+erofs)/amd64",
        "darwin(macOS 15.1)/arm64",
        "unknown/unknown",
      })
  void aPlatformIsWrittenAndReadTheSameWay(String text) {
    assertThat(Platform.parse(text).map(Platform::text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "linux", "linux/", "/amd64", "linux/arm/v7/x", "a b/c", "a(/b", "a/\n"})
  void whatIsNoPlatformIsNone(String text) {
    assertThat(Platform.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "linux/x86_64, linux/amd64",
    "linux/amd64/v1, linux/amd64",
    "linux/amd64/v3, linux/amd64/v3",
    "linux/aarch64, linux/arm64",
    "linux/arm64/v8, linux/arm64",
    "linux/arm64/v9, linux/arm64/v9",
    "linux/arm, linux/arm/v7",
    "linux/arm/6, linux/arm/v6",
    "linux/armhf, linux/arm/v7",
    "linux/armel, linux/arm/v6",
    "linux/i386, linux/386",
    "Linux/S390X, linux/s390x",
    "windows(10.0+win32k)/amd64, windows(10.0+win32k)/amd64",
  })
  void spellingsAreComparedAsContainerdComparesThem(String written, String compared) {
    assertThat(Platform.parse(written).orElseThrow().normalized().text()).isEqualTo(compared);
  }

  @Test
  void noPartForgesAnother() {
    assertThatIllegalArgumentException().isThrownBy(() -> Platform.of("linux/amd64", "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Platform("linux", "amd64", Optional.empty(), Optional.of("1)/x"), List.of()));
  }
}
