import Dispatch
import Execution
import Foundation
import Synchronization
import TestSupport
import Testing
import Workspaces

/// Bulk data that steps of several processes share: one makes it, the others wait and read.
@Suite struct SharedBlocksTests {
  private let folder: TemporaryFolder
  private static let kind = SharedBlocks.Kind("numbers", formatVersion: 1)
  private let parts = [KeyPart("of", "seven")]

  init() throws { folder = try TemporaryFolder() }

  /// The blocks as one more process sees them.
  private func blocks(mayRead: Bool = true) throws -> SharedBlocks {
    let store = try ArtifactStore(
      folder: folder.path("cache"), workspace: DiskWorkspace())
    return SharedBlocks(store: store, mayRead: mayRead)
  }

  private func bytes(_ file: MappedFile) -> [UInt8] { file.withBytes { Array($0) } }

  private var lock: String { folder.path("cache/temporary/\(parts.key).tmp") }

  @Test func someOrAllAreRead() throws {
    let blocks = try blocks()
    #expect(blocks.blocks(0..<1, of: parts, Self.kind) == nil)
    let names = try (0..<12).map { try blocks.add([UInt8($0), 7]) }
    #expect(!blocks.has(parts, Self.kind))
    try blocks.keep(names, under: parts, Self.kind)
    #expect(blocks.has(parts, Self.kind))
    let all = try #require(try self.blocks().blocks(0..<12, of: parts, Self.kind))
    #expect(all.map(bytes) == (0..<12).map { [$0, 7] })
    let some = try #require(try self.blocks().blocks(9..<11, of: parts, Self.kind))
    #expect(some.map(bytes) == [[9, 7], [10, 7]])
    // There are no more than twelve; and another kind is something else.
    #expect(blocks.blocks(9..<13, of: parts, Self.kind) == nil)
    #expect(!blocks.has(parts, SharedBlocks.Kind("numbers", formatVersion: 2)))
    #expect(try self.blocks(mayRead: false).blocks(0..<1, of: parts, Self.kind) == nil)
  }

  /// A second process waits until the first one has ended, and is told that it waits.
  @Test func oneMakesThemAndTheOthersWait() throws {
    let first = try blocks().beginMaking(parts, isCancelled: { false }, onWaiting: {})
    let news = Mutex<[String]>([])
    let isDone = DispatchSemaphore(value: 0)
    let other = try blocks()
    let parts = parts
    DispatchQueue.global().async {
      let second = try? other.beginMaking(
        parts, isCancelled: { false },
        onWaiting: { news.withLock { $0.append("waits") } })
      news.withLock { $0.append("begins") }
      second?.end()
      isDone.signal()
    }
    while news.withLock({ $0.isEmpty }) { usleep(1000) }
    usleep(100_000)
    #expect(news.withLock { $0 } == ["waits"])
    news.withLock { $0.append("ends") }
    first.end()
    isDone.wait()
    #expect(news.withLock { $0 } == ["waits", "ends", "begins"])
    #expect(!FileManager.default.fileExists(atPath: lock))
  }

  @Test func whoIsAskedToStopDoesNotWait() throws {
    let first = try blocks().beginMaking(parts, isCancelled: { false }, onWaiting: {})
    defer { first.end() }
    let other = try blocks()
    #expect(throws: RunInterrupted.self) {
      try other.beginMaking(parts, isCancelled: { true }, onWaiting: {})
    }
  }

  /// A process that was stopped, as by Ctrl-Z, holds up nobody.
  @Test func whoGivesNoSignOfLifeIsNotWaitedFor() throws {
    let first = try blocks().beginMaking(parts, isCancelled: { false }, onWaiting: {})
    let now = Date.now.timeIntervalSince1970
    func age() throws -> Double {
      let attributes = try FileManager.default.attributesOfItem(atPath: lock)
      return now - (try #require(attributes[.modificationDate] as? Date)).timeIntervalSince1970
    }
    func makeOld() throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: now - 90)], ofItemAtPath: lock)
    }
    try makeOld()
    let second = try blocks().beginMaking(parts, isCancelled: { false }, onWaiting: {})
    // It has no turn of its own to end.
    second.end()
    #expect(FileManager.default.fileExists(atPath: lock))
    #expect(try age() > 80)
    first.goesOn()
    #expect(try age() < 10)
    first.end()
    #expect(!FileManager.default.fileExists(atPath: lock))
  }

  /// The file of a process that was killed is there and held by nobody.
  @Test func aFileThatNobodyHoldsIsNoHindrance() throws {
    try DiskWorkspace().write([], to: lock)
    let making = try blocks().beginMaking(
      parts, isCancelled: { false },
      onWaiting: {
        Issue.record("there is nobody to wait for")
      })
    making.end()
  }

  @Test func whoBeginsWithNothingWaitsForNobody() throws {
    let first = try blocks().beginMaking(parts, isCancelled: { false }, onWaiting: {})
    let forced = try blocks(mayRead: false).beginMaking(
      parts, isCancelled: { false }, onWaiting: { Issue.record("waits") })
    forced.end()
    #expect(FileManager.default.fileExists(atPath: lock))
    first.end()
  }
}
