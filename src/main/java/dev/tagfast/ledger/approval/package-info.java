/** Approvals: objects of their own by which a person lets one digest of one tag in, once. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.ledger.approval;
