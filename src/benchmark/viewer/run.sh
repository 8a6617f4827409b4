#!/bin/sh
# How long the built-in viewer takes to redraw its four panels on a CT of 512 x 512 x 300 voxels, without a screen.
# Usage: src/benchmark/viewer/run.sh
set -eu
cd "$(dirname -- "$0")/../../.."
mvn -q -B -o test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/test.classpath
exec java -Xmx2600m -Djava.awt.headless=true -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
	org.lymphatlas.viewer.ViewerBenchmark
