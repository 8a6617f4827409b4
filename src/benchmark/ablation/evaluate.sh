#!/bin/sh
# Tables of what run.sh predicted: table-3.md (threshold 0.5 alone), table-4.md (threshold 0.5 lowered by the atlas, lungs'
# hull, 5 mm), table-4-paper.md (the same with the paper's 0.2 and no smallest diameter), and, with REAL, implants.md.
# Usage: [REAL=folder] src/benchmark/ablation/evaluate.sh FOLDER     (called by run.sh)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
cd "$1"

# shellcheck source=src/benchmark/queue.sh
. "$root/src/benchmark/queue.sh"

# evaluate_all MANIFEST PRIORS PREDICTIONS
evaluate_all() {
	for model in "$3"/*; do
		step AblationCases evaluate "$1" "$2" "$model" "$3-evaluation/${model##*/}" table-3 table-4 table-4-paper
	done
}

# average_e MANIFEST PREDICTIONS: pairs of the seeds of row e, and all three.
average_e() {
	for pair in "1 2" "1 3" "2 3"; do
		step AblationCases average "$1" "$2/pairs-${pair% ?}${pair#? }" "$2/e-${pair% ?}" "$2/e-${pair#? }"
	done
	step AblationCases average "$1" "$2/all-123" "$2/e-1" "$2/e-2" "$2/e-3"
}

tables() {
	for table in table-3 table-4 table-4-paper; do
		# shellcheck disable=SC2046
		step AblationTable "$2-evaluation" "$table" DICE,ASSD,PRECISION,RECALL,FOUND,FALSE_NODES $1 $([ -d "$2/nnunet-1" ] && echo nnunet:a) >"$3$table.md"
	done
}

average_e test/manifest.csv predictions
evaluate_all test/manifest.csv priors predictions
tables "a b c d e pairs:e all:e" predictions ""
[ -n "${REAL:-}" ] || exit 0

# Sixteen nodes at most in each of three CTs, in two draws, found there and, as a control, in the CTs as they were.
cat >real.csv <<EOF
case,ct
ct-64,$REAL/cip/ct-64.nrrd
tcia,$REAL/tcia_lung_pet_ct_dx
aorta,$REAL/totalsegmentator/aorta_report/ct_cropped.nii.gz
EOF
step AblationCases register real.csv atlas real-priors
[ -f implants/manifest.csv ] || step ImplantedNodes implants 2 ct-64 "$REAL/cip/ct-64.nrrd" real-priors/ct-64 40 \
	tcia "$REAL/tcia_lung_pet_ct_dx" real-priors/tcia 45 \
	aorta "$REAL/totalsegmentator/aorta_report/ct_cropped.nii.gz" real-priors/aorta 80
step AblationCases register implants/manifest.csv atlas implant-priors
for model in models/*; do
	step AblationCases predict implants/manifest.csv implant-priors "$model" "implanted/${model##*/}"
	step AblationCases predict implants/originals.csv real-priors "$model" "original/${model##*/}"
done
for seed in ${PYTHON:+1 2 3}; do
	"$PYTHON" "$root/src/benchmark/ablation/nnunet.py" predict nnunet --seed $seed --test implants/manifest.csv \
		--output "implanted/nnunet-$seed"
	"$PYTHON" "$root/src/benchmark/ablation/nnunet.py" predict nnunet --seed $seed --test implants/originals.csv --output "original/nnunet-$seed"
done
average_e implants/manifest.csv implanted
average_e implants/originals.csv original
for model in original/*; do
	for ct in ct-64 tcia aorta; do
		for draw in 1 2; do
			mkdir -p "control/${model##*/}/$ct-$draw"
			cp "$model/$ct/probability.nii.gz" "control/${model##*/}/$ct-$draw/"
		done
	done
done
for kind in implanted control; do
	evaluate_all implants/manifest.csv implant-priors "$kind"
	tables "a b c d e pairs:e all:e" "$kind" "$kind-"
done
