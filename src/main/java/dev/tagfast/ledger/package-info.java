/**
 * Step 3. What every tag was seen to show, and what is owed; one compare-and-set per change. The
 * stores come in through {@code TagLedger} alone.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.ledger;
