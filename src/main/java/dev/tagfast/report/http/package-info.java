/** One bounded HTTP POST to a receiver whose address may be a secret. What is sent stays out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.http;
