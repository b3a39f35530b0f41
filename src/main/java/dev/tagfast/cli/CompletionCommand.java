package dev.tagfast.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code completion}: a script for bash and zsh. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    version = CommandTree.VERSION,
    description = "Completion for bash and zsh: source <(tagfast completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Shell shell;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    // A shell completes the name of a program, and kubectl's plugins have none of their own.
    shell.out().print(AutoComplete.bash("tagfast", CommandTree.of(shell)));
    return Exit.OK;
  }
}
