package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.registry.credential.Keychain;

/** Asks a registry for a manifest with somebody else's credentials. */
public interface PullCheck {
  /** What came of it. */
  sealed interface Result {}

  /** The keychain has none for this repository: nobody was asked. */
  record NoCredential() implements Result {}

  /** The registry's answer. */
  record Asked(RegistryAnswer<Descriptor> answer) implements Result {}

  /** HEAD of the digest with a credential of this keychain, in place of the operator's. */
  Result head(Repository repository, Digest digest, Keychain keychain);
}
