/**
 * The certificate that the admission webhook serves with, where Tagfast makes it itself: when it is
 * renewed, and whom the API server trusts meanwhile.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.certificate;
