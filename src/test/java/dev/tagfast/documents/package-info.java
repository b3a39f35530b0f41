/** The documents as their readers meet them: links that lead somewhere, commands that work. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.documents;
