#!/usr/bin/env bash
# Compares what the kernels compute with every instruction set of this processor, and on an emulated aarch64
# where qemu-user-static and the C library of that processor (libc6-dev-arm64-cross, binutils) are installed.
# The orders of sums are written so that the same numbers come out everywhere; this shows it for processors that
# no other test runs on.
set -euo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
flags=(-O2 -ffp-contract=off -fno-math-errno -w -I Sources/CKernels/include)
sources=(Tests/Portability/kernels.c Sources/CKernels/*.c)

clang "${flags[@]}" "${sources[@]}" -lm -o "$scratch/kernels"
"$scratch/kernels" > "$scratch/best"
machines=(scalar)
if grep -qsw avx2 /proc/cpuinfo; then machines+=(avx2); fi
for machine in "${machines[@]}"; do "$scratch/kernels" "$machine" > "$scratch/$machine"; done

if command -v qemu-aarch64-static > /dev/null && [ -e /usr/aarch64-linux-gnu/lib/libc.a ]; then
  clang --target=aarch64-linux-gnu -fuse-ld="$(command -v aarch64-linux-gnu-ld)" "${flags[@]}" \
    "${sources[@]}" -lm -static -o "$scratch/kernels-aarch64"
  qemu-aarch64-static "$scratch/kernels-aarch64" > "$scratch/aarch64"
  machines+=(aarch64)
fi

for machine in "${machines[@]}"; do
  if ! diff "$scratch/best" "$scratch/$machine"; then
    echo "the kernels compute other numbers on $machine" >&2
    exit 1
  fi
done
echo "$(wc -l < "$scratch/best") digests of kernels are equal: this processor's best instructions, ${machines[*]}"
