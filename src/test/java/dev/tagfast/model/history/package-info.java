/** What may happen, as values: steps, random histories of them, and their text as Java. */
package dev.tagfast.model.history;
