/** The certificate in a Secret, and its authorities in the webhook configuration. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.certificate.kubernetes;
