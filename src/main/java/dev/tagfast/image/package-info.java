/** The words everybody uses: repositories, tags, digests, push events. Depends on nothing. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.image;
