/** Step 3. The ledger: what every tag was seen to point at, one compare-and-set per change. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.observe;
