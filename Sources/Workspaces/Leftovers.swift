/// Files that a write left under another name because the process was killed.
package enum Leftovers {
  /// The ending of the names under which files are written before they are whole.
  static let ending = ".tmp"

  /// A day: whatever is being written is done by then.
  package static let ageInSeconds = 24 * 60 * 60
}

extension Workspace {
  /// Removes files of a folder that a write left under another name more than a day ago; whoever wrote
  /// them was killed.
  public func removeLeftovers(in folder: String) {
    for name in (try? list(folder)) ?? [] where name.hasSuffix(Leftovers.ending) {
      let path = Paths.join(folder, name)
      guard let status = status(of: path), !status.isDirectory,
        currentTime - status.modified > Leftovers.ageInSeconds
      else { continue }
      try? remove(path)
    }
  }
}
