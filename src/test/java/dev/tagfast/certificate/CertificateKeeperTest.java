package dev.tagfast.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateKeeperTest {
  private static final String HOST = "tagfast-admission.tagfast.svc";

  private final MovableClock clock = new MovableClock();
  private final SharedSecret secret = new SharedSecret();
  private final CertificateKeeper one = replica();
  private final CertificateKeeper other = replica();

  private CertificateKeeper replica() {
    return new CertificateKeeper(secret, new CertificateMaker(HOST), clock);
  }

  @Test
  void theFirstReplicaMakesItAndTheOtherServesTheSame() throws Exception {
    Issued first = one.keep().orElseThrow();

    assertThat(other.keep()).hasValue(first);
    assertThat(secret.trusts(first, clock.instant())).isTrue();
    assertThat(first.x509().getSubjectAlternativeNames()).anyMatch(name -> name.contains(HOST));
    assertThat(first.x509().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void ofTwoThatMakeTheFirstAtOnceOneWinsAndBothServeThat() {
    secret.before(other::keep);

    Issued served = one.keep().orElseThrow();

    assertThat(other.keep()).hasValue(served);
    assertThat(secret.trusts(served, clock.instant())).isTrue();
  }

  @Test
  void whoMeetsAnotherAtTheWebhookConfigurationTriesAgainAndServesNothingUntrusted() {
    secret.conflict(1);
    assertThat(one.keep()).isPresent();

    secret.conflict(9);
    assertThat(one.keep()).as("nothing is known of what the API server trusts").isEmpty();
  }

  @Test
  void inSixYearsTheApiServerTrustsWhatEveryReplicaServesAtEveryMinute() {
    Issued lagging = one.keep().orElseThrow();
    Set<String> certificates = new HashSet<>();
    Set<String> bundles = new HashSet<>();
    Instant end = clock.instant().plus(Duration.ofDays(6 * 365));
    while (clock.instant().isBefore(end)) {
      // The other replica looks half an hour later than this one, whatever this one did.
      Issued served = one.keep().orElseThrow();
      assertThat(secret.trusts(served, clock.instant())).as("%s", clock.instant()).isTrue();
      assertThat(secret.trusts(lagging, clock.instant())).as("%s", clock.instant()).isTrue();
      clock.pass(Duration.ofMinutes(30));
      lagging = other.keep().orElseThrow();
      assertThat(secret.trusts(served, clock.instant())).as("%s", clock.instant()).isTrue();
      certificates.add(served.certificate());
      bundles.add(secret.bundle());
      clock.pass(Duration.ofHours(12));
    }
    assertThat(certificates).hasSizeBetween(35, 45);
    // Of each authority: alone, with the next one, with the former one.
    assertThat(bundles).hasSizeBetween(9, 16);
  }

  @Test
  void nothingOfANewAuthorityIsServedBeforeItHasBeenTrustedForAWhile() {
    Issued before = one.keep().orElseThrow();
    clock.pass(Duration.ofDays(500));
    Issued renewed = one.keep().orElseThrow();
    String announced = secret.bundle();
    // Somebody applies the manifests, whose bundle is empty.
    secret.trust("");
    clock.pass(Duration.ofMinutes(30));

    assertThat(one.keep()).hasValue(renewed);
    assertThat(secret.bundle()).isEqualTo(announced);
    assertThat(one.keep().orElseThrow()).isNotEqualTo(renewed).isNotEqualTo(before);
    assertThat(secret.trusts(renewed, clock.instant())).isTrue();
  }

  @Test
  void aCertificateThatEndedWhileNobodyRanIsRenewedByItsAuthority() {
    Issued before = one.keep().orElseThrow();
    String bundle = secret.bundle();
    clock.pass(Duration.ofDays(200));

    Issued renewed = one.keep().orElseThrow();

    assertThat(renewed).isNotEqualTo(before);
    assertThat(secret.bundle()).isEqualTo(bundle);
    assertThat(secret.trusts(renewed, clock.instant())).isTrue();
  }

  @Test
  void anAuthorityThatEndedIsReplacedAtOnce() {
    one.keep();
    clock.pass(Duration.ofDays(800));

    Optional<Issued> served = one.keep();

    assertThat(secret.trusts(served.orElseThrow(), clock.instant())).isTrue();
  }

  @Test
  void whatSomebodyElseWroteIntoTheSecretIsReplaced() {
    secret.spoil(Map.of("tls.crt", "-----BEGIN CERTIFICATE-----", "tls.key", "mine", "ca.crt", ""));

    Issued served = one.keep().orElseThrow();

    assertThat(secret.trusts(served, clock.instant())).isTrue();
  }

  @Test
  void aCertificateOfAnotherServiceIsReplacedByOneOfTheSameAuthority() throws Exception {
    one.keep();
    String bundle = secret.bundle();
    CertificateKeeper renamed =
        new CertificateKeeper(secret, new CertificateMaker("other.tagfast.svc"), clock);

    Issued served = renamed.keep().orElseThrow();

    assertThat(served.x509().getSubjectAlternativeNames())
        .allMatch(name -> name.contains("other.tagfast.svc"));
    assertThat(secret.bundle()).isEqualTo(bundle);
    assertThat(secret.trusts(served, clock.instant())).isTrue();
  }

  @Test
  void aKeyIsNeverPrinted() {
    assertThat(one.keep().orElseThrow().toString()).startsWith("a certificate until 20");
  }
}
