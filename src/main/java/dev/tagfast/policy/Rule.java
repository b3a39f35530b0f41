package dev.tagfast.policy;

/** A rule that was understood: the tags it speaks of, and what it says of them. */
record Rule(Selector selector, Treatment treatment) {}
