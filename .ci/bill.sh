#!/bin/sh
# Prints the CycloneDX file of the application's dependencies, made by Quarkus' Maven plugin where it is missing or old.
set -eu
cd "$(dirname "$0")/.."
. .ci/toolchain.sh
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
bill=target/tagfast-$version-dependency-cyclonedx.json
if [ -z "$(find "$bill" -newer pom.xml 2>/dev/null)" ]; then
  mvn -B -q --no-transfer-progress quarkus:dependency-sbom >&2
  touch "$bill"
fi
echo "$bill"
