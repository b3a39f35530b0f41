/** What each registry sends, turned into push events: one file per dialect. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.dialect;
