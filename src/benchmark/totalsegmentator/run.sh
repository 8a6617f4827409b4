#!/bin/sh
# LymphAtlas and TotalSegmentator's own program on the same weights and CTs, in turns, on two cores: share of identical
# labels, seconds, CPU seconds, peak memory. Weights are random (weights.py); nothing is fetched.
# Usage: src/benchmark/totalsegmentator/run.sh PYTHON FOLDER ROUNDS fast|fastest|normal CT.nii.gz [CT.nii.gz ...]
#   PYTHON has nnunetv2 2.8.1 and TotalSegmentator 2.18 (pip install nnunetv2==2.8.1 TotalSegmentator==2.18.0)
#   FOLDER keeps weights and results;  LYMPHATLAS names another launcher than ./lymphatlas
#   LYMPHATLAS_JAVA_OPTS=-Xmx1500m keeps Java from holding garbage: 3 mm needs no more on a chest
set -eu
python=$1 folder=$2 rounds=$3 quality=$4
shift 4
here=$(dirname -- "$0")
launcher=${LYMPHATLAS:-$here/../../../lymphatlas}
case $quality in
	fast) networks=297 parts= ;;
	fastest) networks=298 parts= ;;
	normal) networks="291 293" parts="--parts 291 293" ;;
esac
mkdir -p "$folder/models"
for number in $networks; do
	ls -d "$folder/weights/Dataset$number"_* >/dev/null 2>&1 || "$python" "$here/weights.py" "$folder/weights" "$number" >"$folder/weights.log" 2>&1
done
export OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE TOTALSEG_WEIGHTS_PATH="$folder/weights" LYMPHATLAS_MODELS="$folder/models"
for round in $(seq "$rounds"); do
	for ct in "$@"; do
		name=$(basename "$ct" .nii.gz)-$quality
		echo "== round $round, $name"
		rm -rf "$folder/$name"
		taskset -c 0,1 /usr/bin/time -f "LymphAtlas: %e s, %U + %S CPU s, %M kB at most" "$launcher" organs "ct=$ct" \
			"output=$folder/$name" source=totalsegmentator "totalsegmentator=$quality" 2>&1 | tail -1
		printf 'TotalSegmentator: '
		# shellcheck disable=SC2086
		taskset -c 0,1 "$python" "$here/reference.py" "$folder/weights" "$ct" "$folder/$name.nii.gz" "$quality" $parts 2>/dev/null | tail -1
		"$python" "$here/compare.py" "$folder/$name/organs" "$folder/$name.nii.gz"
	done
done
