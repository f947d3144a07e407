import Foundation

/// The folder of the cases: `Tests/Golden`, or the one that `$KONSPEKT_GOLDEN` names.
struct GoldenFolder {
  let url: URL

  private static let otherPath = ProcessInfo.processInfo.environment["KONSPEKT_GOLDEN"]

  /// Whether the folder is `Tests/Golden`.
  static var isTheProjectsOwn: Bool { otherPath == nil }

  static let current: GoldenFolder = {
    if let path = otherPath {
      return GoldenFolder(url: URL(filePath: path))
    }
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return GoldenFolder(url: tests.appending(path: "Golden"))
  }()

  /// Every case, found on the disk and not in a list, but for those that wait.
  var paths: [String] { allPaths.filter { Waiting.reason(for: $0) == nil } }

  /// Every case that waits for a later version.
  var waitingPaths: [String] { allPaths.filter { Waiting.reason(for: $0) != nil } }

  private var allPaths: [String] {
    let files = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    // Files of weights are what cases are about, and none themselves.
    let weights = ["weights/tiny.safetensors", "weights/tiny_nested.safetensors"]
    return files.filter { $0.hasSuffix(".safetensors") && !weights.contains($0) }.sorted()
  }
}

/// Cases that need what transfer learning brings: files of weights.
///
/// The list ends with that: nothing else waits.
enum Waiting {
  private static let places: [(prefix: String, reason: String)] = [
    ("models/efficientnet_lite0_imagenet", "the published weights of EfficientNetLite0")
  ]

  /// What a case waits for; nil where it does not.
  static func reason(for path: String) -> String? {
    places.first { path.hasPrefix($0.prefix) }?.reason
  }
}
