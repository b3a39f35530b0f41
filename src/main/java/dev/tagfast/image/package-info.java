/**
 * Names of images: repositories, tags, digests, references, and what a registry says of them. It
 * depends on the JDK alone, and nothing that asks or decides comes in.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.image;
