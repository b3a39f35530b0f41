/** Who may come in: what a caller shows is compared before anything of it is parsed. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.auth;
