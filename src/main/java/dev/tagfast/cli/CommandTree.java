package dev.tagfast.cli;

import dev.tagfast.cli.cluster.ApiFailure;
import dev.tagfast.cli.view.SafeText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** All commands. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Shows what Tagfast knows of image tags and the workloads that follow them, and decides what"
          + " waits for a person."
    },
    footer = {
      "",
      "It asks the cluster with your own kubeconfig and rights.",
      "Exit codes: 0 done, 1 not done, 2 typed wrongly, 3 something waits (status, drift)."
    })
final class CommandTree implements Runnable {
  private final Shell shell;

  private CommandTree(Shell shell) {
    this.shell = shell;
  }

  /** Without a command: the help. */
  @Override
  public void run() {
    of(shell).usage(shell.out(), ansi(shell));
  }

  /** Runs a command and answers its exit code. */
  static int run(Shell shell, String... args) {
    int code = of(shell).execute(args);
    shell.out().flush();
    shell.err().flush();
    return code;
  }

  /** The commands, ready to parse. */
  static CommandLine of(Shell shell) {
    CommandLine policy = new CommandLine(new PolicyCommand());
    policy.addSubcommand("test", new PolicyTestCommand(shell));
    return new CommandLine(new CommandTree(shell))
        .setCommandName(shell.program())
        .addSubcommand("status", new StatusCommand(shell))
        .addSubcommand("tags", new TagsCommand(shell))
        .addSubcommand("history", new HistoryCommand(shell))
        .addSubcommand("workloads", new WorkloadsCommand(shell))
        .addSubcommand("why", new WhyCommand(shell))
        .addSubcommand("accept", new AcceptCommand(shell))
        .addSubcommand("approve", new ApproveCommand(shell))
        .addSubcommand("hold", new HoldCommand(shell))
        .addSubcommand("resume", new ResumeCommand(shell))
        .addSubcommand("rollback", new RollbackCommand(shell))
        .addSubcommand("drift", new DriftCommand(shell))
        .addSubcommand("policy", policy)
        .addSubcommand("explain", new ExplainCommand(shell))
        .addSubcommand("doctor", new DoctorCommand(shell))
        .addSubcommand("completion", new CompletionCommand(shell))
        .setOut(shell.out())
        .setErr(shell.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(shell)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> typedWrongly(shell, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(shell, e));
  }

  private static Ansi ansi(Shell shell) {
    return shell.paint().on() ? Ansi.ON : Ansi.OFF;
  }

  private static int typedWrongly(Shell shell, ParameterException e) {
    PrintWriter err = shell.err();
    err.println("Error: " + SafeText.line(String.valueOf(e.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  private static int failed(Shell shell, Exception e) {
    boolean known =
        e instanceof ApiFailure || e instanceof Refused || e instanceof IllegalArgumentException;
    String message = SafeText.line(String.valueOf(e.getMessage()));
    shell
        .err()
        .println(
            known
                ? "Error: " + message
                : "Error: this is a fault of kubectl-tagfast, please report it: "
                    + e.getClass().getSimpleName()
                    + ": "
                    + message
                    + " at "
                    + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
    return Exit.ERROR;
  }
}
