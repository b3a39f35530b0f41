package dev.tagfast.act.brake;

import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(BrakeSteps.WithSettableClock.class)
@WithTestResource(World.class)
class BrakesOnMockApiTest extends BrakesContract {}
