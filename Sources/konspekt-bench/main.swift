import Benchmarks

KonspektBench.start()
