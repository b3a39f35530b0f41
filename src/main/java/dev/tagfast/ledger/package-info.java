/**
 * Step 3: observe. What every tag was seen to show, and what is owed; one compare-and-set per
 * change. A store is reached only through {@code TagLedger}.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.ledger;
