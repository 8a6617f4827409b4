#!/bin/sh
# Paper B's table 1 and figure 3 on phantoms, and lymphatlas, dbdmp, atlas-priors and nnU-Net on the same partially annotated
# cases: see docs/partial-annotations.md. A stopped run goes on.
# Usage: [PYTHON=python] [CPUS="2 3"] src/benchmark/partial-annotations/run.sh FOLDER
#   FOLDER      receives phantoms, atlas, models, predictions and tables; its copy of tasks.txt, "tasks", is the queue
#   PYTHON      one that has nnunetv2; without it nnU-Net is left out
#   CPUS        cores; as many trainings run at once, each on one of them with one thread
#   EPOCHS      30, of 50 steps each
#   KEYS        keys of `train` for all trainings (see below)
#   SEEDS       1 2 3
#   LYMPHATLAS  another checkout to run, built with its tests; this one by default
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=${LYMPHATLAS:-$(CDPATH='' cd -- "$here/../../.." && pwd -P)}
root=$(readlink -f "$root")
SEEDS=${SEEDS:-1 2 3}
# The network must be small enough for a core: 3.2 mm, patches of 77 mm.
KEYS=${KEYS:-manifest=partial.csv prepared=prepared atlas=atlas crop=organs momentum=0.9 learningRate=0.05 mirror=x spacingMm=3.2 \
	patch=24 features=8,16,32,64 epochs=${EPOCHS:-30} iterations=50}
peer=$root/src/benchmark/ablation/nnunet.py
# shellcheck source=src/benchmark/queue.sh
. "$here/../queue.sh"

# value KEY: of KEYS
value() {
	printf '%s\n' "$KEYS" | tr -s ' \t' '\n' | sed -n "s/^$1=//p"
}

# nnunet NAME SEED KEYS: nnU-Net itself, on the lungs' boxes at our spacing, which is what our networks see.
nnunet() {
	# shellcheck disable=SC2086
	$pin "$PYTHON" "$peer" train nnunet --run "$1" --seed "$2" --epochs "$(value epochs)" --iterations "$(value iterations)" \
		--learning-rate "$(value learningRate)" --momentum "$(value momentum)" ${3#nnunet} &&
		$pin "$PYTHON" "$peer" predict nnunet --run "$1" --test boxes/test/manifest.csv --output "boxes/$1" &&
		step CroppedCases paste test/manifest.csv "boxes/$1" "predictions/$1"
}

# perform NAME SEED KEYS: one training and its predictions.
perform() {
	case $3 in
		nnunet*) nnunet "$@" ;;
		*preset=model-genesis*) train "$@" ;;
		*atlas=full-atlas*) train "$@" && predict "$1" full-priors ;;
		*) train "$@" && predict "$1" ;;
	esac
}

mkdir -p "$1/locks"
cd "$1"
exec 8>locks/data
flock 8
write_classpath

# Training: portal phase, 2.5 mm, the large nodes of favoured stations annotated. Test: the same acquisition, all nodes. Six CTs
# without annotation for the pre-training, too.
[ -f partial/manifest.csv ] || "$root/lymphatlas" phantom output=partial count=40 seed=110001 contrast=portal annotation=partial
[ -f test/manifest.csv ] || "$root/lymphatlas" phantom output=test count=20 seed=140001 contrast=portal
[ -f unlabelled/manifest.csv ] || "$root/lymphatlas" phantom output=unlabelled count=6 seed=150001 contrast=portal annotation=none
# Forty other phantoms, all nodes annotated, for an atlas only.
[ -f full/manifest.csv ] || "$root/lymphatlas" phantom output=full count=40 seed=160001 contrast=portal
[ -f reference/phantom.json ] || "$root/lymphatlas" phantom output=reference anatomy=mean
rows() {
	tail -n +2 "$1/manifest.csv" | awk -F, -v s="$1" -v without="$2" '{
		print s "-" $1 "," s "/" $2 "," (without ? ",none," : s "/" $3 "," $4 ",") }'
}
head=case,ct,nodes,annotation,organs
[ -f partial.csv ] || { echo $head && rows partial 0; } >partial.csv
# With annotations the pre-training's normalisation is that of the trainings that start from it.
[ -f restoration.csv ] || { echo $head && rows partial 0 && rows unlabelled 1; } >restoration.csv
[ -f atlas/atlas.json ] || "$root/lymphatlas" build-atlas manifest=partial.csv reference=reference output=atlas
[ -f full-atlas/atlas.json ] || "$root/lymphatlas" build-atlas manifest=full/manifest.csv reference=reference output=full-atlas
[ -f prepared/whole ] || {
	train prepare 1 "preset=atlas-priors epochs=1 iterations=1"
	train prepare-ct 1 "preset=baseline epochs=1 iterations=1"
	touch prepared/whole
}
step AblationCases register test/manifest.csv atlas priors
step AblationCases register test/manifest.csv full-atlas full-priors

if [ -n "${PYTHON:-}" ]; then
	step CroppedCases crop partial.csv boxes/training "$(value spacingMm)"
	step CroppedCases crop test/manifest.csv boxes/test "$(value spacingMm)"
	"$PYTHON" "$peer" prepare nnunet --training boxes/training/manifest.csv --patch "$(value patch)" \
		--features "$(value features)" --blocks 1,1,2,2
fi
[ -f tasks ] || awk -F'\t' -v peer="${PYTHON:-}" 'peer || $3 !~ /^nnunet/' "$here/tasks.txt" >tasks
exec 8>&-
start_queue
exec "$here/evaluate.sh" "$PWD"
