/** Step 4. Pure functions: (entry, sighting, policy) to verdict. No I/O, no clock. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.decide;
