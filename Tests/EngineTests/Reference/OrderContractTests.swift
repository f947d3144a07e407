import Foundation
import Tensors
import Testing

/// The page `Sources/CKernels/ORDER.md`, beside what the code says of itself.
@Suite struct OrderContractTests {
  @Test func thePageIsOfTheCodesVersion() throws {
    let root = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }
    let bytes = FileManager.default.contents(atPath: root + "/Sources/CKernels/ORDER.md")
    let lines = String(decoding: bytes ?? Data(), as: UTF8.self).split(separator: "\n")
    let version = try #require(
      lines.prefix(3).compactMap { $0.wholeMatch(of: /numericsVersion: (\d+)/) }.first)
    #expect(Numerics.standard.name == "portable-\(version.1)")
  }
}
