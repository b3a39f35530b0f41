package dev.tagfast.policy.rule;

import dev.tagfast.policy.Treatment;

/** A rule that was understood: the tags it speaks of, and what it says of them. */
record Rule(Selector selector, Treatment treatment) {}
