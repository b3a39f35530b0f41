package dev.tagfast.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code policy}: what policies say. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    version = CommandTree.VERSION,
    description = "What the policies say of tags.")
final class PolicyCommand implements Runnable {
  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Say what: policy test");
    }
  }
}
