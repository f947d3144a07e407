import Glibc
import Workspaces

/// Folders for the time of one command, named for what they are and for the process.
enum ScratchFolders {
  private static let dayInSeconds = 24 * 60 * 60

  /// Where they lie.
  static var parent: String { Console.variable("TMPDIR") ?? "/tmp" }

  /// Removes those that processes left which were killed more than a day ago.
  ///
  /// - Parameter prefix: What the names begin with; the number of the process follows.
  static func removeLeftovers(named prefix: String) {
    let workspace = DiskWorkspace()
    for name in (try? workspace.list(parent)) ?? [] where name.hasPrefix(prefix) {
      let path = Paths.join(parent, name)
      guard let process = pid_t(name.dropFirst(prefix.count)), process > 0,
        let status = workspace.status(of: path),
        workspace.currentTime - status.modified > dayInSeconds, kill(process, 0) != 0
      else { continue }
      try? workspace.remove(path)
    }
  }
}
