/** Reviews of approvals for the API server: who approves is filled in, and cannot be claimed. */
@org.jspecify.annotations.NullMarked
package dev.tagfast.intake.approval;
