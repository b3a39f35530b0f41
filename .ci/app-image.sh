#!/bin/sh
# Builds Tagfast's image without a container engine: .ci/app-image.sh FILE [jvm|native] writes an OCI archive, and beside
# it the bill of materials that is also in the image. It is made of Debian's packages and
#   jvm     a jlink runtime, the packaged application and an AOT cache that is trained in that runtime
#   native  the executable that `make native` built
# Needs Debian or Ubuntu (for apt-get download), a full JDK 25 and Go. Nothing is installed and no image is pulled.
# docs/packages.md says what is in it.
set -eu
cd "$(dirname "$0")/.."
. .ci/toolchain.sh
archive=${1:-target/tagfast-image.tar}
kind=${2:-jvm}
work=target/image

for program in apt-get dpkg-deb; do
  command -v "$program" >/dev/null 2>&1 || {
    echo "An image without a container engine is made of Debian packages, and $program is not here." >&2
    exit 1
  }
done
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
case $kind in
  jvm) input=target/quarkus-app/quarkus-run.jar jars=target/quarkus-app/lib/main ;;
  native) input=target/tagfast-$version-runner jars=target/tagfast-$version-native-image-source-jar/lib ;;
  *) echo "which image? jvm or native, not $kind" >&2; exit 2 ;;
esac
[ -f "$input" ] || {
  echo "$input is not there: make image builds it" >&2
  exit 1
}
launcher=$(.ci/cluster.sh path)

rm -rf "$work"
mkdir -p "$work/packages" "$work/base/etc/ssl/certs" "$work/base/tmp" "$work/app/app" "$work/last/app"

# libc, and what people need who look for the usual place of certificates; either package has its own.
packages='libc6 zlib1g ca-certificates'
download() {
  # shellcheck disable=SC2086 # a list of words on purpose
  (cd "$work/packages" && apt-get -q -o APT::Sandbox::User=root download $packages >download.log 2>&1)
}
if ! download; then
  # A fresh machine has no lists, and old lists name packages that are gone.
  apt-get update -qq >&2 || true
  download || { cat "$work/packages/download.log" >&2; exit 1; }
fi
for package in "$work"/packages/*.deb; do
  dpkg-deb --extract "$package" "$work/base"
done
# From Debian 13 on everything is below usr, and these are links that another package makes.
for folder in lib lib64; do
  if [ ! -e "$work/base/$folder" ] && [ -e "$work/base/usr/$folder" ]; then
    ln -s "usr/$folder" "$work/base/$folder"
  fi
done
find "$work/base/usr/share/ca-certificates" -name '*.crt' | LC_ALL=C sort | while read -r certificate; do
  cat "$certificate"
done >"$work/base/etc/ssl/certs/ca-certificates.crt"
find "$work/base" -type d \( -name gconv -o -name locale -o -name man -o -name lintian \) -prune -exec rm -rf {} +
# A number is enough for the kernel; a name is what `id` and the JVM's user.name show.
echo 'tagfast:x:65532:65532::/tmp:/nologin' >"$work/base/etc/passwd"
echo 'tagfast:x:65532:' >"$work/base/etc/group"
chmod 1777 "$work/base/tmp"

if [ "$kind" = jvm ]; then
  # What Quarkus, the Kubernetes client and TLS with elliptic curves look up at run time, not only what they link to.
  mkdir -p "$work/runtime/opt"
  "$JAVA_HOME/bin/jlink" --output "$work/runtime/opt/java" --strip-debug --no-header-files --no-man-pages \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management,jdk.naming.dns,jdk.net,jdk.jcmd
  "$work/runtime/opt/java/bin/java" -Xshare:dump >"$work/cds.log" 2>&1 || cat "$work/cds.log" >&2
  cp -R target/quarkus-app/lib target/quarkus-app/app target/quarkus-app/quarkus target/quarkus-app/quarkus-run.jar \
    src/main/docker/jvm.options "$work/app/app/"
  folders="runtime app"
else
  cp "$input" "$work/app/app/tagfast"
  # One that was built for tests links to libraries of its toolchain, which must lie where it looks for them.
  ldd "$input" | awk '$3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }' | grep -v -e '^/lib' -e '^/usr/lib' |
    while read -r library; do
      mkdir -p "$work/app$(dirname "$library")"
      cp "$library" "$work/app$library"
      echo "The executable was built for tests, and $library is in the image" >&2
    done
  folders=app
fi
# Quarkus lets nobody but the owner read the jar that starts all, and the image's user is another.
chmod -R a+rX,go-w "$work/app"

# The time of the sources: the same sources make the same image.
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}" +%Y-%m-%dT%H:%M:%SZ)
bill=${archive%.tar}.cdx.json
# shellcheck disable=SC2016,SC2046 # a list of words on purpose; the variables are dpkg-deb's
"$launcher" sbom --from "$(.ci/bill.sh)" --jars "$jars" --created "$created" --out "$bill" \
  $(for package in "$work"/packages/*.deb; do
    dpkg-deb --showformat 'pkg:deb/debian/${Package}@${Version}?arch=${Architecture}\n' --show "$package"
  done) \
  "pkg:generic/openjdk@$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release" | sed 's/+/%2B/')"

# The JVM takes a cache only for files of the very dates that it was trained with; all have that of the image's layers.
find "$work" -exec touch -h -d @315532800 {} +
if [ "$kind" = jvm ]; then
  # Two trainings never make the same bytes, so one is kept as long as what it was trained with is the same.
  inputs=$(cd "$work" && find runtime app -type f | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum | cut -c 1-32)
  trained=target/trained/$inputs.aot
  if [ ! -f "$trained" ]; then
    .ci/aot.sh "$work/app/app" "$PWD/$work/runtime/opt/java"
    mkdir -p target/trained
    mv "$work/app/app/app.aot" "$trained"
  fi
  cp "$trained" "$work/last/app/app.aot"
fi
# Last, because it is new for every version; the layers below are shared where nothing changed.
cp "$bill" "$work/last/app/sbom.cdx.json"

# shellcheck disable=SC2046,SC2086 # lists of words on purpose
"$launcher" app-image --archive "$archive" --version "$version" --created "$created" --revision "$(.ci/revision.sh)" \
  $([ "$kind" = native ] && echo --native) "$work/base" $(for folder in $folders; do echo "$work/$folder"; done) "$work/last"
rm -rf "$work"
