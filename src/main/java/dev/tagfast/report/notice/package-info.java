/**
 * Notices about the installation itself: a request or event that no configuration fits, a mode that
 * is easily forgotten. What is about one tag or workload is a report, and stays out.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.report.notice;
