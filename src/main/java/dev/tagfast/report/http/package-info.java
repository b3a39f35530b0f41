/**
 * One bounded HTTP POST to a receiver whose URL may be a secret. What the receivers send stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.http;
