import ArgumentParser

KonspektBench.main()
