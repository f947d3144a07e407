import Foundation
import Glibc
import Workspaces

/// How much memory this process may use.
enum MachineMemory {
  /// The bytes: those of the machine, or of the container that the process runs in.
  static var byteCount: Int {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    return limitFiles.compactMap(limit).reduce(machine, min)
  }

  /// Where Linux tells a container its limit: control groups of version 2 and of version 1.
  private static let limitFiles = [
    "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
  ]

  /// The limit in a file; nil where there is no file, or none is set.
  private static func limit(_ file: String) -> Int? {
    guard let bytes = try? DiskWorkspace().read(file, from: 0, count: 64) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
  }

  /// The bytes that this program needs before it has run anything, and for what is small and many: texts,
  /// records, stacks.
  static var ownByteCount: Int {
    let text = (try? DiskWorkspace().read("/proc/self/statm", from: 0, count: 64)) ?? []
    // The second number is that of the pages in memory.
    let pages = String(decoding: text, as: UTF8.self).split(separator: " ").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * Int(getpagesize()) + smallThings
  }

  private static let smallThings = 8_000_000
}
