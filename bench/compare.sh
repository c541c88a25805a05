#!/usr/bin/env bash
# Compares FragSim's core with a textbook buddy allocator in C, in turn, on one core.
# usage: bench/compare.sh [C_FLOOR_DIR]
#   CASES="1:0 16:mixed"  GiB:order of each case   CORE=1   the core to run on
#   CHURN=10000000  events                         ROUNDS=3 turns; the best of each counts
#   TERABYTE=1      adds 1 TiB, mixed
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
floor_dir=${1:-$here/../../shared/bench}
core=${CORE:-$(($(nproc) - 1))}
churn=${CHURN:-10000000}
rounds=${ROUNDS:-3}
cases=${CASES:-1:0 1:9 1:mixed 16:0 16:9 16:mixed 64:0 64:9 64:mixed}
[ -z "${TERABYTE:-}" ] || cases="$cases 1024:mixed"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O3 -march=native -DBACKEND='"buddy.h"' "$floor_dir/bench.c" -o "$work/floor"
dotnet build "$here/FragSim.Bench.csproj" -c Release -v quiet -nologo -o "$work/bench" >&2

# run NAME COMMAND...: appends the churn time of one turn to a file, keeps the checksums.
run() {
    local name=$1
    shift
    taskset -c "$core" "$@" > "$work/out"
    sed -n 's|^ *churn .* ns/event=\([0-9.]*\) wall.*|\1|p' "$work/out" >> "$work/$name.ns"
    grep -o 'checksum_.*' "$work/out" > "$work/$name.sums"
}

best() { sort -n "$1" | head -n 1; }

printf '%-12s %12s %12s %8s\n' case 'C ns/event' 'FragSim' ratio
for case in $cases; do
    rm -f "$work"/*.ns
    arguments="--gib ${case%:*} --order ${case#*:} --churn $churn"
    for ((round = 0; round < rounds; round++)); do
        # shellcheck disable=SC2086
        run floor "$work/floor" $arguments --reps 1
        # shellcheck disable=SC2086
        run fragsim "$work/bench/fragsim-bench" core $arguments --reps 1
    done
    cmp -s "$work/floor.sums" "$work/fragsim.sums" ||
        { echo "$case: the checksums differ" >&2; exit 1; }
    c=$(best "$work/floor.ns")
    f=$(best "$work/fragsim.ns")
    printf '%-12s %12s %12s %8s\n' "$case" "$c" "$f" \
        "$(awk -v c="$c" -v f="$f" 'BEGIN { printf "%.2f", f / c }')"
done
