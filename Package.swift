// swift-tools-version: 6.2

import PackageDescription

/// The settings of every Swift target.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library target under `Sources/`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The test target of a library target, under `Tests/`; folders of records are no sources.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], records: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: ["TestSupport"] + dependencies, exclude: records,
    swiftSettings: settings)
}

/// A library of the system: a module map and one header.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
  name: "konspekt",
  products: [
    .executable(name: "konspekt", targets: ["konspekt"]),
    .executable(name: "konspekt-bench", targets: ["konspekt-bench"]),
  ],
  dependencies: [
    // Reads the bodies of cells; wraps libyaml, which it brings with it.
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    // The command line: parsing, help texts, shell completions.
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
  ],
  targets: [
    // Matrix products, until our own kernels carry them; then the second opinion, and LAPACK.
    library("CBLAS", pkgConfig: "openblas", apt: "libopenblas-dev"),
    // CommonMark with GitHub's extensions, by their reference implementation.
    library("CCmark", pkgConfig: "libcmark-gfm", apt: "libcmark-gfm-dev"),
    // Pictures of the report.
    library("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    // Photographs; the TurboJPEG interface, which reports errors as values.
    library("CJPEG", pkgConfig: "libturbojpeg", apt: "libturbojpeg0-dev"),
    // gzip and deflate of data files.
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    // SHA-256 at the speed of the machine, without minutes of building a package.
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),

    // Optimized in debug builds too: tests stay usable, and both builds give the same bits.
    .target(
      name: "CKernels", exclude: ["ORDER.md"],
      cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno"])]),

    // libpng's classic calls, which only C can make.
    .target(name: "CPictures", dependencies: ["CPNG"]),

    // Where threads run.
    .target(name: "CProcessors"),

    module("Diagnostics"),
    module("Schemas", ["Diagnostics"]),
    module("Workspaces"),
    module("Tensors", ["CBLAS", "CKernels", "CProcessors"]),
    module("Engine", ["Tensors", "CKernels", "Schemas", "Diagnostics"]),
    module("Formats", ["Tensors", "CZlib"]),
    module("Imaging", ["Tensors", "CPNG", "CJPEG", "CPictures"]),
    module(
      "Datasets",
      ["Tensors", "Engine", "Imaging", "Formats", "Schemas", "Workspaces", "Diagnostics"]),
    module("Zoo", ["Tensors", "Engine", "Formats"]),
    // Optimized in debug builds too: a search fits thousands of Gaussian processes in its tests.
    .target(
      name: "Tuning", dependencies: ["Tensors", "Schemas", "Diagnostics"],
      swiftSettings: settings + [.unsafeFlags(["-O"])]),
    module("Mathematics", ["Diagnostics", "Markup"]),
    module(
      "Notebooks",
      [
        "Diagnostics", "Schemas", "Mathematics", "Workspaces", "CCmark",
        .product(name: "Yams", package: "Yams"),
      ]),
    module("Execution", ["Diagnostics", "Schemas", "Notebooks", "Workspaces", "CCrypto"]),
    module("Markup"),
    module("Reports", ["Markup", "Mathematics", "Notebooks", "Diagnostics", "Imaging", "Tensors"]),
    module(
      "Publishing",
      ["Diagnostics", "Workspaces", "Notebooks", "Execution", "Markup", "Reports"]),
    module(
      "Directives",
      [
        "Diagnostics", "Schemas", "Tensors", "Engine", "Formats", "Imaging", "Workspaces",
        "Datasets", "Zoo", "Tuning", "Notebooks", "Execution", "Markup", "Reports",
      ]),
    module(
      "KonspektCLI",
      [
        "Diagnostics", "Schemas", "Notebooks", "Execution", "Workspaces", "Directives", "Engine",
        "Formats", "Publishing", "Reports", "Tensors", "Zoo",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    module(
      "Benchmarks",
      [
        "CKernels", "Datasets", "Diagnostics", "Engine", "Execution", "Imaging", "Schemas",
        "Tensors", "Workspaces",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "konspekt", dependencies: ["KonspektCLI"], swiftSettings: settings),
    .executableTarget(
      name: "konspekt-bench", dependencies: ["Benchmarks"], swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Imaging", "Workspaces"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    // Counts allocations in tests: a training step must make none.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    tests("Diagnostics", ["Diagnostics"]),
    tests("Schemas", ["Schemas", "Diagnostics"]),
    tests("Workspaces", ["Workspaces"]),
    tests("Tensors", ["Tensors", "CKernels"]),
    tests(
      "Engine",
      ["Engine", "Tensors", "CKernels", "Schemas", "Diagnostics", "CAllocationCounter"]),
    tests("Formats", ["Formats", "Tensors"], records: ["Weights/Torch"]),
    tests("Imaging", ["Imaging", "Tensors", "Formats"], records: ["Pictures"]),
    tests(
      "Datasets",
      [
        "Datasets", "Engine", "Imaging", "Tensors", "Workspaces", "Schemas", "Diagnostics",
        "Execution",
      ]),
    tests("Notebooks", ["Notebooks", "Mathematics", "Schemas", "Diagnostics", "Workspaces"]),
    tests("Execution", ["Execution", "Notebooks", "Schemas", "Diagnostics", "Workspaces"]),
    tests("Markup", ["Markup"]),
    tests("Mathematics", ["Mathematics", "Markup", "Diagnostics"], records: ["Snapshots"]),
    tests("Reports", ["Reports", "Markup", "Imaging", "Notebooks", "Diagnostics", "Workspaces"]),
    tests(
      "Publishing",
      [
        "Publishing", "Reports", "Markup", "Notebooks", "Execution", "Workspaces", "Diagnostics",
      ], records: ["Snapshots"]),
    tests(
      "Directives",
      [
        "Directives", "Execution", "Notebooks", "Schemas", "Diagnostics", "Workspaces", "Reports",
        "Formats", "Tensors",
      ],
      records: ["Checks"]),
    tests("KonspektCLI", ["KonspektCLI", "Execution"], records: ["Snapshots"]),
    tests("Benchmarks", ["Benchmarks", "CKernels", "Tensors"], records: ["Snapshots"]),
    tests("Tuning", ["Tuning", "Tensors", "Schemas", "Diagnostics", "CBLAS"]),
    tests("Zoo", ["Zoo", "Engine", "Formats", "Tensors", "Schemas", "Diagnostics"]),
    tests(
      "Golden",
      ["Zoo", "Imaging", "Engine", "Tensors", "Formats", "Schemas", "Diagnostics", "Datasets"]),
    tests("HouseRules", []),
  ],
  swiftLanguageModes: [.v6]
)
