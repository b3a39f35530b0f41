/** The admission webhook's door: finds out what a review needs, and answers it in time. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.admission;
