/**
 * Step 5. Puts an overwritten tag back on its accepted digest. Whether it may is decided before.
 */
@org.jspecify.annotations.NullMarked
package dev.tagfast.act.restore;
