package dev.tagfast.cluster.nodes;

import dev.tagfast.cluster.Launcher;
import dev.tagfast.cluster.LogFolder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Hands out the nodes: see {@link RealNodes}. */
final class RealNodesExtension implements ExecutionCondition, ParameterResolver, TestWatcher {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Launcher.nothingMayBeSkipped()) {
      // Where something is missing, the first test that asks for the nodes fails with the reason.
      return ConditionEvaluationResult.enabled("CI=true: nothing may be skipped");
    }
    Optional<String> missing = Nodes.missing();
    return missing
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("nodes are possible here"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Nodes.class;
  }

  @Override
  public Nodes resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Nodes.ofThisRun();
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    LogFolder.keep();
  }
}
