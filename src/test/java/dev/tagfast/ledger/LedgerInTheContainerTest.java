package dev.tagfast.ledger;

import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.full;
import static dev.tagfast.ledger.Entries.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.MockApiResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests the default store with the client, the JSON mapper and the retries of the CDI container.
 */
@QuarkusTest
@WithTestResource(MockApiResource.class)
class LedgerInTheContainerTest {
  @Inject TagLedger ledger;

  MockApi api;

  @Test
  void anEntryComesBackAndIsWrittenOn() {
    Optional<String> version = ledger.write(full(PIZZA), Optional.empty());
    assertThat(ledger.read(PIZZA).orElseThrow().entry()).isEqualTo(full(PIZZA));

    assertThat(ledger.write(small(PIZZA), version)).isPresent();
    assertThat(ledger.write(full(PIZZA), version)).isEmpty();
    assertThat(ledger.read(PIZZA).orElseThrow().entry()).isEqualTo(small(PIZZA));
  }

  @Test
  void anErrorIsAskedOnce() {
    api.refuse("GET .*/imagetags/.*", 500);
    api.forgetRequests();

    assertThatThrownBy(() -> ledger.read(PIZZA)).isInstanceOf(LedgerUnavailable.class);

    assertThat(api.requests()).hasSize(1);
    api.heal();
  }
}
