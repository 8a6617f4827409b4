#!/bin/sh
# Lays out what an update site of Fiji serves, under target/update-site: plugins/LymphAtlas_.jar, jars/ with the libraries
# that Fiji does not ship, jars/linux64/ with the natives of the network engine.
# To use it by hand, copy the three folders' contents into those of a Fiji. To publish it, in a Fiji that has them:
#   fiji --headless --update edit-update-site LymphAtlas URL HOST DIRECTORY
#   fiji --headless --update upload-complete-site --force --force-shadow LymphAtlas
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
site=$home/target/update-site
"$home/lymphatlas" help >/dev/null # builds if need be
rm -rf "$site"
mkdir -p "$site/plugins" "$site/jars/linux64"
cp "$home/target/LymphAtlas_.jar" "$site/plugins/"
tr ':' '\n' <"$home/target/lymphatlas.classpath" | while IFS= read -r jar; do
	name=$(basename "$jar")
	case $name in
		# In every Fiji already.
		scijava-common-* | parsington-* | ij-* | imglib2-* | gson-* | commons-math3-* | commons-io-* | commons-lang3-* | \
		commons-codec-* | commons-compress-* | slf4j-api-* | error_prone_annotations-* | jna-*) ;;
		# The natives without oneDNN, which ND4J's POM brings and which convolve 20 times slower.
		nd4j-native-[0-9]*-linux-x86_64.jar) ;;
		*linux-x86_64*) cp "$jar" "$site/jars/linux64/" ;;
		*) cp "$jar" "$site/jars/" ;;
	esac
done
du -sh "$site/plugins" "$site/jars/linux64" "$site"
