/** Why a request to another server got no answer. What to do about it is said where it is sent. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.connection;
