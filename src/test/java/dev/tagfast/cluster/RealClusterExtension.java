package dev.tagfast.cluster;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Hands out the control plane: see {@link RealCluster}. */
final class RealClusterExtension implements ExecutionCondition, ParameterResolver, TestWatcher {
  private static final Namespace OURS = Namespace.create(RealClusterExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (Launcher.find()) {
      case Launcher.Found _ ->
          ConditionEvaluationResult.enabled("the cluster's binaries are there");
      // Then the first test that asks for the cluster fails with the reason.
      case Launcher.Missing _ when Launcher.nothingMayBeSkipped() ->
          ConditionEvaluationResult.enabled("CI=true: nothing may be skipped");
      case Launcher.Missing(String why) -> ConditionEvaluationResult.disabled(why);
    };
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RealApi.class;
  }

  @Override
  public RealApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // One per test, also where @BeforeEach asks for it; its store closes it after @AfterEach.
    return context
        .getStore(OURS)
        .computeIfAbsent(RealApi.class, _ -> RealApi.open(), RealApi.class);
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    LogFolder.keep();
  }
}
