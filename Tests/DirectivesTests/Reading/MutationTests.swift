import Diagnostics
import Directives
import Foundation
import Testing
import Workspaces

/// Lessons with anything done to them: whatever comes out is a list of diagnostics with places.
@Suite struct MutationTests {
  @Test(arguments: 0..<8) func damagedLessonsAreReadToTheEnd(_ seed: Int) throws {
    var generator = SplitMix(state: UInt64(seed))
    let originals = try Self.originals()
    for _ in 0..<120 {
      var bytes = originals[generator.below(originals.count)]
      for _ in 0...generator.below(4) { Self.damage(&bytes, &generator) }
      let workspace = MemoryWorkspace()
      try workspace.write(bytes, to: "lesson.md")
      for diagnostic in Checking.diagnostics(of: "lesson.md", in: workspace) {
        guard let span = diagnostic.span else { continue }
        #expect(span.range.lowerBound >= 0 && span.range.upperBound <= span.file.utf8.count)
        #expect(span.start.line >= 1 && span.start.column >= 1)
        #expect(!diagnostic.message.isEmpty)
      }
    }
  }

  /// The lessons that stand alone, and the notebooks of `Checks`.
  private static func originals() throws -> [[UInt8]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let lessons = try ["quickstart.md", "fashion-mnist-cnn.bn.md"].map {
      Array(try Data(contentsOf: root.appending(path: "notebooks/\($0)")))
    }
    return lessons + CheckFile.all.flatMap(\.notebooks).map { Array($0.text.utf8) }
  }

  private static func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let at = generator.below(bytes.count)
    let end = min(at + 1 + generator.below(30), bytes.count)
    switch generator.below(6) {
    case 0: bytes.removeSubrange(at..<end)
    case 1: bytes.insert(contentsOf: bytes[at..<end], at: generator.below(bytes.count))
    case 2: bytes[at] = UInt8(generator.below(128))
    case 3: bytes.insert(contentsOf: Array("```\n---\n'\"([{".utf8), at: at)
    case 4: bytes.removeSubrange(at...)
    default:
      let signs = Array("()[]{}:,'\"#`-\t|&*!%@=".utf8)
      bytes.insert(signs[generator.below(signs.count)], at: at)
    }
  }
}

/// Numbers that are the same at every run: SplitMix64.
struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
