package dev.tagfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.report.Samples;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
  private Instant now = Samples.NOW;
  private boolean ledgerIsUp = true;
  private Optional<String> remedy = Optional.empty();
  private int reads;

  @Test
  void readinessAsksNobody() {
    assertThat(new StartedCheck().call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void theLedgerIsAskedOnDemandAndNotMoreThanEveryTenSeconds() {
    LedgerCheck check = new LedgerCheck(new CountingLedger(), () -> now);

    assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    ledgerIsUp = false;
    assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    assertThat(reads).isEqualTo(1);

    now = now.plusSeconds(10);
    assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(check.call().getData())
        .hasValue(Map.of("why", "It could not be asked; the log says why."));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void whatIsNotInstalledIsSaidAndNothingElseOfTheInside() {
    ledgerIsUp = false;
    remedy = Optional.of("the CRD is not installed");
    PolicySource noPolicies =
        (_, _) -> {
          throw new PolicyUnavailable("of namespace secret", "no CRD", new IOException());
        };

    HealthCheckResponse ledger = new LedgerCheck(new CountingLedger(), () -> now).call();
    HealthCheckResponse policies = new PolicyCheck(noPolicies, () -> now).call();

    assertThat(ledger.getStatus()).isEqualTo(Status.DOWN);
    assertThat(ledger.getData()).hasValue(Map.of("why", "the CRD is not installed"));
    assertThat(policies.getStatus()).isEqualTo(Status.DOWN);
    assertThat(policies.getData()).hasValue(Map.of("why", "no CRD"));
  }

  private final class CountingLedger implements TagLedger {
    @Override
    public Optional<Versioned> read(TagKey key) {
      reads++;
      if (!ledgerIsUp) {
        throw remedy
            .map(what -> new LedgerUnavailable("down", what, new IllegalStateException()))
            .orElseGet(() -> new LedgerUnavailable("down", new IllegalStateException()));
      }
      return Optional.empty();
    }

    @Override
    public Optional<String> write(TagEntry next, Optional<String> version) {
      throw new AssertionError("a health check writes nothing");
    }

    @Override
    public boolean remove(TagKey key, String version) {
      throw new AssertionError("a health check removes nothing");
    }

    @Override
    public List<Versioned> unfinished() {
      throw new AssertionError("a health check lists nothing");
    }

    @Override
    public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
      throw new AssertionError("a health check lists nothing");
    }

    @Override
    public List<Versioned> all() {
      throw new AssertionError("a health check lists nothing");
    }
  }
}
