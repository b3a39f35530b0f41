/** Step 4: decide. Pure functions from facts to a verdict. No I/O and no clock come in. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.decide;
