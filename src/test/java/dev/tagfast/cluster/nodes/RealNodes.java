package dev.tagfast.cluster.nodes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests against a cluster whose pods really run: a method may ask for {@link Nodes}. Unlike {@link
 * dev.tagfast.cluster.RealCluster} they need root, containerd and Tagfast's own image; {@code make
 * test} runs them after the others, when the application is packaged.
 *
 * <p>Where something is missing they are skipped and say what; with {@code CI=true} that is a
 * failure.
 */
@Tag("nodes")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealNodesExtension.class)
public @interface RealNodes {}
