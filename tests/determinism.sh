#!/usr/bin/env bash
# Runs one comparison in 42 surroundings (workers, languages, compilers, processors, collectors)
# and compares every byte that it prints and leaves. Prints what differs, and how many.
# Usage: tests/determinism.sh [path of fragsim]
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
fragsim=${1:-$(find "$root/cli/bin/Release" -name fragsim -type f | head -n 1)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

languages=("LANG=C" "LANG=tr_TR.UTF-8" "LANG=de_DE.UTF-8 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0")
runtimes=("DOTNET_NOLOGO=1" "DOTNET_TieredCompilation=0" "DOTNET_TieredPGO=0" "DOTNET_ReadyToRun=0"
    "DOTNET_EnableHWIntrinsic=0" "DOTNET_EnableAVX=0" "DOTNET_gcServer=1")
variants=0 differing=0 first=
for workers in 1 2; do
    for language in "${languages[@]}"; do
        for runtime in "${runtimes[@]}"; do
            place="$scratch/$((++variants))"
            mkdir "$place"
            # shellcheck disable=SC2086
            (cd "$place" && env $language $runtime "$fragsim" compare --memory 32MiB --seeds 1 \
                --strategy linux,boundary --workers "$workers" -q --out out > printed.txt) \
                || echo "exit $?" >> "$place/printed.txt"
            digest=$(cd "$place" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum)
            rm -rf "$place"
            first=${first:-$digest}
            if [ "$digest" != "$first" ]; then
                echo "differs: $workers workers, $language, $runtime"
                differing=$((differing + 1))
            fi
        done
    done
done
echo "$variants variants, $differing differing"
exit $((differing > 0))
