package dev.tagfast.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests against a real API server with etcd and controllers: a method may ask for a {@link
 * RealApi}, and gets a namespace of its own with it. One control plane serves the whole run; {@code
 * knative/base} is installed on it.
 *
 * <p>Where there are no binaries and no Go to build them, the tests are skipped and say why; with
 * {@code CI=true} that is a failure.
 */
@Tag("cluster")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealClusterExtension.class)
public @interface RealCluster {}
