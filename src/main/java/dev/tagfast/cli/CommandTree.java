package dev.tagfast.cli;

import dev.tagfast.cli.cluster.ApiFailure;
import dev.tagfast.cli.view.SafeText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** All commands. */
@Command(
    mixinStandardHelpOptions = true,
    version = CommandTree.VERSION,
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
  /** That of pom.xml; a test compares the two. */
  static final String VERSION = "0.1.0-SNAPSHOT";

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
    // To describe a command takes picocli milliseconds: only the one that is typed is made.
    Map<String, Supplier<Object>> commands = commands(shell);
    if (args.length > 0 && commands.containsKey(args[0])) {
      commands.keySet().retainAll(Set.of(args[0]));
    }
    int code = of(shell, commands).execute(args);
    shell.out().flush();
    shell.err().flush();
    return code;
  }

  /** All commands, ready to parse. */
  static CommandLine of(Shell shell) {
    return of(shell, commands(shell));
  }

  private static Map<String, Supplier<Object>> commands(Shell shell) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("status", () -> new StatusCommand(shell));
    all.put("tags", () -> new TagsCommand(shell));
    all.put("history", () -> new HistoryCommand(shell));
    all.put("workloads", () -> new WorkloadsCommand(shell));
    all.put("why", () -> new WhyCommand(shell));
    all.put("accept", () -> new AcceptCommand(shell));
    all.put("approve", () -> new ApproveCommand(shell));
    all.put("hold", () -> new HoldCommand(shell));
    all.put("resume", () -> new ResumeCommand(shell));
    all.put("rollback", () -> new RollbackCommand(shell));
    all.put("drift", () -> new DriftCommand(shell));
    all.put(
        "policy",
        () ->
            new CommandLine(new PolicyCommand())
                .addSubcommand("test", new PolicyTestCommand(shell)));
    all.put("explain", () -> new ExplainCommand(shell));
    all.put("doctor", () -> new DoctorCommand(shell));
    all.put("completion", () -> new CompletionCommand(shell));
    return all;
  }

  private static CommandLine of(Shell shell, Map<String, Supplier<Object>> commands) {
    CommandLine tree = new CommandLine(new CommandTree(shell)).setCommandName(shell.program());
    commands.forEach((name, command) -> tree.addSubcommand(name, command.get()));
    return tree.setOut(shell.out())
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
