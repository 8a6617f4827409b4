#!/bin/sh
# Does a real CT serve as the atlas' reference as well as a phantom does? Builds one atlas on the mean phantom and one on
# each of two real CTs, from the same annotated phantoms (stations by their votes), and brings each onto phantoms and
# real CTs that it was not built from.
# Usage: src/benchmark/atlas-reference/run.sh FOLDER DATA [CASES] [HELD_OUT] [REFERENCES]
# REFERENCES are some of "phantom aorta_report ct-64", all by default.
# DATA holds cip/ct-64.nrrd (Chest Imaging Platform) and totalsegmentator/aorta_report/ct_cropped.nii.gz (TotalSegmentator).
# A stopped run goes on where it was. results.csv and results.md come to FOLDER, figures to FOLDER/atlas-*/atlas.png.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
data=$(CDPATH='' cd -- "$2" && pwd -P)
lymphatlas=$home/lymphatlas
mkdir -p "$1"
cd "$1"

[ -f reference/phantom.json ] || "$lymphatlas" phantom output=reference anatomy=mean
[ -f annotated/manifest.csv ] || "$lymphatlas" phantom output=annotated count="${3:-12}" seed=20000
awk -F, 'NR == 1 { print $0 ",stations" } NR > 1 { print $0 "," $1 "/stations.nii.gz" }' annotated/manifest.csv >annotated/with-stations.csv

# The CT alone, so that every reference is treated alike: organs from intensities, stations from the cases.
build() {
	[ -f "atlas-$1/atlas.json" ] || "$lymphatlas" build-atlas manifest=annotated/with-stations.csv reference="$2" output="atlas-$1"
}
for reference in ${5:-phantom aorta_report ct-64}; do
	case $reference in
		phantom) build phantom reference/ct.nii.gz ;;
		aorta_report) build aorta_report "$data/totalsegmentator/aorta_report/ct_cropped.nii.gz" ;;
		ct-64) build ct-64 "$data/cip/ct-64.nrrd" ;;
		*) echo "no reference '$reference'" >&2; exit 2 ;;
	esac
done

(cd "$home" && mvn -q -B -o test-compile dependency:build-classpath -DincludeScope=test \
	-Dmdep.outputFile=target/test.classpath)
java -Xmx3g -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/test.classpath")" \
	org.lymphatlas.pipeline.AtlasReferenceBenchmark . "$data" "${4:-8}"
