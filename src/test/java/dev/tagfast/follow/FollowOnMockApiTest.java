package dev.tagfast.follow;

import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(World.class)
class FollowOnMockApiTest extends FollowContract {}
