/** Chooses the store of the ledger by a setting. What an entry means stays out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.ledger.store;
