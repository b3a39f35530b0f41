/** Alerts for people in a chat. No other receiver comes in. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.chat;
