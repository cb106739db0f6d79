#!/bin/bash
# Makes an image that behaves like apache/kafka, without a registry: jars from Maven, Java and bash
# from this machine. For tests only.
#
#   deploy/docker/kafka/build.sh [IMAGE]      default local/kafka:4.3.1
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
image=${1:-local/kafka:4.3.1}
root=$here/target/root

java_binary=$(readlink -f "${JAVA_HOME:+$JAVA_HOME/bin/}java" 2>/dev/null || true)
[[ -x $java_binary ]] || java_binary=$(readlink -f "$(command -v java)")
java_home=$(dirname "$(dirname "$java_binary")")

rm -rf "$here/target"
mkdir -p "$root"/{bin,usr/bin,etc/kafka/docker,mnt/shared/config,opt/kafka/libs,opt/kafka/config,opt/java,tmp,lib64}
chmod 1777 "$root/tmp"

mvn -q -B -f "$here/pom.xml" -Dlauncher dependency:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$root/opt/kafka/libs"

# Java as it is here, without what only developers need; links become files.
(cd "$java_home" && tar -ch --exclude=./jmods --exclude=./man --exclude=./legal --exclude=./docs \
  --exclude=./lib/src.zip --exclude=./lib/ct.sym --exclude=./include --exclude=./demo \
  --ignore-failed-read . 2>/dev/null || true) | tar -x -C "$root/opt/java"

programs=(/bin/bash /bin/sh /bin/sleep /bin/cat /bin/mkdir /bin/chmod)
for program in "${programs[@]}"; do
  cp -L "$program" "$root/bin/"
done
# Every library that those programs and Java are linked with, at its own path.
ldd "${programs[@]}" "$root"/opt/java/bin/java "$root"/opt/java/lib/*.so "$root"/opt/java/lib/server/libjvm.so \
  2>/dev/null | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p; s/^[[:space:]]*\(\/[^ ]*ld-[^ ]*\).*/\1/p' |
  grep -v "^$root" | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

cp "$here/run" "$here/log4j2.yaml" "$here/server.properties" "$root/etc/kafka/docker/"
cp "$here/log4j2.yaml" "$root/etc/kafka/docker/tools-log4j2.yaml"
chmod 755 "$root/etc/kafka/docker/run"
printf 'root:x:0:0:root:/root:/bin/bash\n' >"$root/etc/passwd"

tar -c -C "$root" . | docker import \
  --change 'ENV PATH=/opt/java/bin:/usr/bin:/bin LANG=C.UTF-8' \
  --change 'EXPOSE 9092' \
  --change 'CMD ["/etc/kafka/docker/run"]' \
  - "$image" >/dev/null
rm -rf "$here/target"
