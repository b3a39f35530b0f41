/**
 * Messages for people, and for services that wake them: one sender, and a template for each
 * service. What a report says in sentences comes from {@code report}; programs get CloudEvents.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.message;
