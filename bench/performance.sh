#!/usr/bin/env bash
# Measures what FragSim promises of its speed and writes docs/performance.md.
# usage: bench/performance.sh [C_FLOOR_DIR] [RECORDINGS_DIR]
#   CORE=1  the core to run on   ROUNDS=5  turns of every pair; the best of each counts
#   CASES   as in bench/compare.sh; TERABYTE=  leaves 1 TiB out
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
floor_dir=${1:-$root/../shared/bench}
recordings=${2:-$root/../shared/recordings}
largest=$recordings/pagecache-grp-compact
core=${CORE:-$(($(nproc) - 1))}
export ROUNDS=${ROUNDS:-5} CORE=$core TERABYTE=${TERABYTE-1}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
page=$work/performance.md

say() { echo "$@" >&2; }

# row WHAT MEASURED TARGET COMPARISON NUMBER LIMIT: one line of the table.
row() {
    local met
    met=$(awk -v a="$5" -v b="$6" -v op="$4" \
        'BEGIN { print ((op == "<=") ? a <= b : a >= b) ? "met" : "not met" }')
    echo "| $1 | $2 | $3 | $met |" >> "$page"
}

field() { sed -n "s|.*$1=\([0-9.]*\).*|\1|p" "$2"; }

bench() { taskset -c "$core" "$work/bench/fragsim-bench" "$@"; }

# rate WHAT TARGET FIELD COMMAND...: millions a second, at least the target.
rate() {
    local what=$1 target=$2 name=$3
    shift 3
    bench "$@" > "$work/out"
    local value
    value=$(field "$name" "$work/out")
    row "$what" "$value M/s" "≥ $target M/s" '>=' "$value" "$target"
}

# seconds COMMAND...: how long a command takes on the wall, the least of ROUNDS.
seconds() {
    local i start
    for ((i = 0; i < ROUNDS; i++)); do
        start=$(date +%s.%N)
        "$@" > /dev/null 2>&1
        echo "$start $(date +%s.%N)"
    done | awk '{ t = $2 - $1; if (NR == 1 || t < best) best = t } END { printf "%.3f", best }'
}

say "building"
dotnet publish "$root/cli" -c Release -v quiet -nologo -o "$work/fragsim" >&2
dotnet build "$here/FragSim.Bench.csproj" -c Release -v quiet -nologo -o "$work/bench" >&2
fragsim=$work/fragsim/fragsim

cat > "$page" <<EOF
# Performance

Made by \`bench/performance.sh\`; the machine:
$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1),
$(nproc) cores,
$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) of RAM;
load average when it began: $(cut -d ' ' -f 1 /proc/loadavg). Anything above 1 is others' work, which
takes caches and time away from what is measured.

Times of the core and of readers are CPU times of one thread on one core, the best of several turns;
those of whole programs are on the wall. *C floor* is a textbook buddy allocator in C, on the same
stream of events, in turn with FragSim on the same core; both must end with the same checksums.

| what | measured | target | |
| --- | --- | --- | --- |
EOF

say "the core, beside the C floor"
"$here/compare.sh" "$floor_dir" | tee "$work/core" >&2
grep '^[0-9]' "$work/core" | while read -r case c f ratio; do
    gib=${case%:*}
    order=${case#*:}
    limit=1.0
    [ "$order" = 9 ] || [ "$gib" = 1 ] || [ "$gib" = 1024 ] || limit=0.8
    row "core, $gib GiB, order $order: ns an event" "$f (C floor $c): $ratio" "≤ $limit" \
        '<=' "$ratio" "$limit"
done

bench core --gib 1 --order mixed --churn 10000000 --reps 1 > "$work/out"
bytes=$(field allocated_bytes_per_million_events "$work/out")
row "core: bytes allocated in a million events" "$bytes" 0 '<=' "$bytes" 0
if [ -n "$TERABYTE" ]; then
    bench core --gib 1024 --order mixed --churn 1000000 --reps 1 > "$work/out"
    mib=$(field peak_rss_mib "$work/out")
    row "core, 1024 GiB: resident memory" "$mib MiB" '≤ 6144 MiB' '<=' "$mib" 6144
fi

say "the full model and the readers"
"$fragsim" trace convert --quiet "$largest" "$work/largest.fstrace"
"$fragsim" trace convert --quiet "$largest" "$work/largest.csv"
for recording in "$largest"/*.ftrace.txt.gz; do
    mkdir "$work/plain"
    cp -r --no-preserve=mode "$largest/snap" "$largest/meta" "$work/plain/"
    gunzip -c "$recording" > "$work/plain/plain.ftrace.txt"
done
rate 'full model, `linux`: events, parsing apart' 5 million_events/s \
    replay "$work/largest.fstrace" --strategy linux
rate 'full model, `none`' 10 million_events/s replay "$work/largest.fstrace" --strategy none
for strategy in linux none; do
    bench replay "$work/largest.fstrace" --strategy "$strategy" --reps 3 > "$work/out"
    bytes=$(field unsampled_bytes_per_million_events "$work/out")
    row "full model, \`$strategy\`: bytes allocated in a million events, samples and requests apart" \
        "$bytes" 0 '<=' "$bytes" 0
done
rate 'ftrace text: lines parsed' 3 million_lines/s read "$work/plain"
rate 'CSV: rows' 8 million_lines/s read "$work/largest.csv"
rate '`.fstrace`: events decoded' 50 million_events/s read "$work/largest.fstrace" --reps 60

say "whole programs"
five=none,partition,grouping,compaction,linux
replay() {
    "$fragsim" replay "$largest" --strategy "$1" --quiet --no-charts --out "$work/run"
}
compare() {
    taskset -c 0,1 "$fragsim" compare --seeds 1 --workers 2 --strategy "$1" --quiet \
        --no-charts --out "$work/run"
}
for command in replay compare; do
    slowest=0
    for strategy in ${five//,/ }; do
        took=$(seconds "$command" "$strategy")
        slowest=$(awk -v a="$took" -v b="$slowest" 'BEGIN { print (a > b) ? a : b }')
    done
    all=$(seconds "$command" "$five")
    ratio=$(awk -v a="$all" -v b="$slowest" 'BEGIN { printf "%.2f", a / b }')
    row "\`$command\` of five strategies on two cores, beside the slowest alone" \
        "$all s ($slowest s): $ratio" '≤ 3.2' '<=' "$ratio" 3.2
done
start=$(seconds "$fragsim" --help)
row '`fragsim --help`, published' "$start s" '≤ 0.15 s' '<=' "$start" 0.15

cp "$page" "$root/docs/performance.md"
say "wrote docs/performance.md"
