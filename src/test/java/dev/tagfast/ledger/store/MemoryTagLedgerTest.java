package dev.tagfast.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.TagLedgerContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTagLedgerTest extends TagLedgerContract {
  private final MemoryTagLedger ledger = new MemoryTagLedger();

  @Override
  protected TagLedger ledger() {
    return ledger;
  }

  @Override
  protected void accept(TagKey key, Acceptance acceptance) {
    assertThat(ledger.accept(key, List.of(acceptance))).isTrue();
  }

  @Test
  void aWordCanBeTakenBack() {
    ledger.write(Entries.small(Entries.PIZZA), Optional.empty());
    accept(Entries.PIZZA, new Acceptance(Entries.digest(1), Optional.empty()));

    ledger.accept(Entries.PIZZA, List.of());

    assertThat(ledger.read(Entries.PIZZA).orElseThrow().entry().acceptances().written()).isEmpty();
  }
}
