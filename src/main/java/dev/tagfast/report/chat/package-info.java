/** Alerts for people in a chat. Code for other receivers stays out. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.chat;
