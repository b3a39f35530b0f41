/** Which rollouts of a tag were begun, told, and go on: a part of its entry in the ledger. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.ledger.rolling;
