package dev.tagfast.follow;

import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The same with the rights of {@code knative/base}. */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class FollowOnRealApiTest extends FollowContract {}
