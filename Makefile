# Everything that one does with Tagfast: `make help`. Needs GNU make, a JDK 25 and any Maven; what is
# not there is said by name. Works with make 3.82 and newer.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test test-nodes test-clients test-aot test-native histories check bench bench-gate bench-admission bench-coldstart package-aot plugin bench-plugin native image image-jvm image-native fmt crds clean registry nodes cluster cluster-down cluster-binaries \
	kind kind-test kind-down kind-possible knative-story knative-install

APP := target/quarkus-app/quarkus-run.jar
AOT := target/quarkus-app/app.aot
# Named as Quarkus names it. Tests do not go into it.
RUNNER := target/tagfast-$(shell sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)-runner
BARE := target/bare-app/target/quarkus-app/quarkus-run.jar
BARE_RUNNER := target/bare-app/target/bare-1-runner
CLASSPATH := target/test.classpath
IMAGE_FILE = target/tagfast-$(if $(filter native,$(KIND)),native-)image.tar
SOURCES := pom.xml $(shell find src -type f)
NATIVE_SOURCES := pom.xml $(shell find src/main/java src/main/resources -type f)

MVN := . .ci/toolchain.sh && mvn -B --no-transfer-progress
# Which package the demo starts: NATIVE=true takes the executable.
KIND = $(if $(filter true,$(NATIVE)),native,jvm)
# `exec`: Ctrl-C and kill reach the program, which then stops what it started.
JAVA = . .ci/toolchain.sh && exec "$$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow \
	--enable-native-access=ALL-UNNAMED -Dpackaged.kind=$(KIND) -Dstdout.encoding=UTF-8 -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
	-cp "target/test-classes:target/classes:$$(cat $(CLASSPATH))"

help: ## this list
	@awk -F ':.*## ' '/^[a-z -]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# First what may be missing: nobody waits for a build to be told so.
demo: $(if $(CLUSTER),nodes,registry) $(APP) $(CLASSPATH) $(if $(CLUSTER),$(IMAGE_FILE)) $(if $(filter native,$(KIND)),$(RUNNER)) ## the whole story, under a minute, no Docker; CLUSTER=real: with real pods on a real Kubernetes; NATIVE=true: with the native executable
	@$(JAVA) dev.tagfast.demo.Demo $(CLUSTER)

run: $(APP) $(CLASSPATH) registry $(if $(filter native,$(KIND)),$(RUNNER)) ## the demo's set-up, left running, with curl and skopeo lines to play with
	@$(JAVA) dev.tagfast.demo.Playground

test: ## all tests; one class: make test TEST=JudgeTest
	@$(if $(TEST),,.ci/announce.sh)
	@[ -n "$$TAGFAST_REGISTRY_BIN" ] || command -v docker-registry >/dev/null || command -v registry >/dev/null || { \
	  echo "The tests push to a real registry, and there is none: apt-get install docker-registry, or" >&2; \
	  echo "name a CNCF Distribution binary in TAGFAST_REGISTRY_BIN." >&2; exit 1; }
	@if command -v go >/dev/null; then .ci/cluster.sh build; else \
	  echo "No Go on the PATH, so there is no real Kubernetes to test on: those tests are skipped."; fi
	$(MVN) verify $(if $(TEST),-Dtest=$(TEST) -DskipITs -Dsurefire.failIfNoSpecifiedTests=false)
	@$(if $(TEST),[ ! -f src/test/java/dev/tagfast/cluster/nodes/$(TEST).java ] ||) $(MAKE) --no-print-directory test-nodes

test-nodes: $(APP) $(if $(filter native,$(KIND)),$(RUNNER)) ## the tests with real pods alone: Linux, root, containerd, else they say what is missing; NATIVE=true: of the native image
	@.ci/nodes.sh test $(KIND)

test-clients: ## real clients against real registries, result in docs/clients.md; the first time builds them: an hour
	@.ci/clients.sh test

test-aot: $(AOT) ## the tests of the package, on the one with an AOT cache
	$(MVN) -q failsafe:integration-test failsafe:verify -Dit.test=PackagedIT \
	  "-Dpackaged.options=@$(CURDIR)/src/main/docker/jvm.options -XX:AOTCache=$(CURDIR)/$(AOT) -XX:AOTMode=on"

test-native: $(RUNNER) $(APP) registry ## the tests of the package, on the native executable
	@.ci/native.sh test

HISTORIES = 1000000
FIRST = $(shell date +%s)000000

histories: ## a million random histories of pushes, faults and people in the model; half an hour
	$(MVN) -q test -Dtest=HistoriesTest -Dtagfast.histories=$(HISTORIES) -Dtagfast.histories.from=$(FIRST) \
	  -Dsurefire.failIfNoSpecifiedTests=false

check: ## formatter, Error Prone and NullAway, rules between the folders, documents and their links, shell scripts, alerts
	$(MVN) spotless:check test -Dtest='ArchitectureTest,*Documented*Test,CrdWriterTest' -Dsurefire.failIfNoSpecifiedTests=false
	@if command -v shellcheck >/dev/null; then shellcheck .ci/run .ci/*.sh docs/gitops/*/*.sh && shellcheck -x -P SCRIPTDIR findings/*.sh findings/lib/*.sh; \
	elif [ "$$CI" = true ]; then echo "shellcheck is missing: apt-get install shellcheck" >&2; exit 1; \
	else echo "shellcheck is not installed: the scripts were not checked"; fi
	@if command -v promtool >/dev/null; then cd knative/monitoring && promtool check rules alerts.yaml && promtool test rules alerts-test.yaml; \
	elif [ "$$CI" = true ]; then echo "promtool is missing: apt-get install prometheus" >&2; exit 1; \
	else echo "promtool (Debian's package prometheus) is not installed: the alerts were not tested"; fi
	@.ci/cluster.sh check

bench: $(APP) $(CLASSPATH) registry ## figures: latency as a ratio, events per second, memory, start
	@$(JAVA) dev.tagfast.bench.Bench

bench-gate: $(APP) $(CLASSPATH) registry ## pushes through the gate beside direct ones: added latency, and 1,000 of 16 clients
	@$(JAVA) dev.tagfast.bench.GatePushes

# RIVAL=PROGRAM starts another webhook beside it: dev.tagfast.bench.AdmissionPods says how.
bench-admission: $(AOT) $(CLASSPATH) registry ## creation of Pods with and without the webhook: added latency, requests to the registry, registry away
	@$(JAVA) $(if $(RIVAL),-Drival=$(RIVAL)) dev.tagfast.bench.AdmissionPods

bench-coldstart: $(AOT) $(BARE) $(if $(wildcard $(RUNNER)),$(BARE_RUNNER)) $(CLASSPATH) registry ## exec to first event answered, then 6,000 events, for every package there is, beside bare apps
	@$(JAVA) dev.tagfast.bench.ColdStart

package-aot: $(AOT) ## the packaged application with an AOT cache for this machine's JDK 25

plugin: $(APP) $(CLASSPATH) ## kubectl-tagfast in target/plugin, with an AOT cache for this machine's JDK 25: docs/plugin.md
	@.ci/plugin.sh

bench-plugin: $(APP) $(CLASSPATH) ## how long the plugin takes to start
	@.ci/plugin.sh bench

native: $(RUNNER) ## native executable; needs GraalVM or Mandrel 25, or docker or podman; NATIVE_OPTIONS=-Ob: in half the time

image: image-$(KIND) ## container image, as the next two; NATIVE=true: of the native executable

image-jvm: $(APP) ## container image with the JVM and an AOT cache: docker, podman (IMAGE=name:tag), or a file without either
	@.ci/image.sh jvm

image-native: $(RUNNER) ## container image of the native executable: the same
	@.ci/image.sh native

fmt: ## formats the Java sources
	$(MVN) -q spotless:apply

crds: $(APP) $(CLASSPATH) ## writes the CRDs in knative/base/crds from the classes
	@$(JAVA) dev.tagfast.testing.CrdWriter

cluster: ## a real Kubernetes with three nodes, in the background, without Docker; Linux, root
	@.ci/cluster.sh up

cluster-down: ## stops it and removes all it made
	@.ci/cluster.sh down

cluster-binaries: ## builds what `make cluster` and the cluster tests start: once, four to seven minutes
	@.ci/cluster.sh build

# First what may be missing: nobody waits for a build to be told so.
kind: kind-possible $(APP) $(CLASSPATH) $(if $(filter native,$(KIND)),$(RUNNER)) ## a kind cluster with Knative, a registry and Tagfast; kind, kubectl, docker or podman, Go; NATIVE=true
	@.ci/kind.sh up

kind-test: kind-possible $(APP) $(CLASSPATH) ## the story with real pods on it, asserted: both services from zero and back
	@.ci/kind.sh test

kind-down: ## removes the kind cluster
	@.ci/kind.sh down

kind-possible:
	@.ci/kind.sh possible

knative-story: $(APP) $(CLASSPATH) ## the same on any cluster that has Knative; docs/knative.md names the variables
	@$(JAVA) dev.tagfast.demo.KnativeDemo

knative-install: $(APP) $(CLASSPATH)
	@$(JAVA) dev.tagfast.demo.KnativeDemo install

clean: ## removes what was built; .tools and .cluster stay
	rm -rf target

# One build makes the packaged application and the compiled helpers of the demo.
$(APP): $(SOURCES)
	$(MVN) -q package -DskipTests
	@touch $@

$(RUNNER): $(NATIVE_SOURCES)
	@.ci/native.sh build
	@touch $@

# Trained by the first events, after each build: a cache of other jars would be refused.
$(AOT): $(APP)
	@.ci/aot.sh target/quarkus-app

$(BARE): pom.xml $(shell find src/test/resources/bare-app -type f)
	@rm -rf target/bare-app && mkdir -p target && cp -R src/test/resources/bare-app target/
	@. .ci/toolchain.sh && cd target/bare-app && mvn -B -q --no-transfer-progress package $(foreach v,quarkus.platform cloudevents surefire,\
	  -D$(v).version=$(shell sed -n 's:.*<$(v).version>\(.*\)</.*:\1:p' pom.xml))

$(BARE_RUNNER): $(BARE)
	@.ci/native.sh bare
	@touch $@

$(CLASSPATH): pom.xml
	@mkdir -p target
	$(MVN) -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=$@

$(IMAGE_FILE): $(APP) $(if $(filter native,$(KIND)),$(RUNNER)) .ci/app-image.sh
	@.ci/app-image.sh $@ $(KIND)

nodes:
	@.ci/nodes.sh possible

registry:
	@[ -n "$$TAGFAST_REGISTRY_BIN" ] || .ci/debian.sh docker-registry:docker-registry,registry
