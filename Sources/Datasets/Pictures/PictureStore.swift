public import Workspaces

/// The folder in which pictures lie once they are read and have their size.
public struct PictureStore: Sendable {
  /// The folder.
  let folder: String

  /// Where files lie until they are whole.
  let temporaryFolder: String

  /// The files.
  let workspace: any Workspace

  /// Names bytes by what they are.
  let digest: @Sendable ([UInt8]) -> String

  /// A store.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - temporaryFolder: Where files lie until they are whole, on the same file system.
  ///   - workspace: The files.
  ///   - digest: Names bytes by what they are, so that other bytes never have the same name.
  public init(
    folder: String, temporaryFolder: String, workspace: any Workspace,
    digest: @escaping @Sendable ([UInt8]) -> String
  ) {
    self.folder = folder
    self.temporaryFolder = temporaryFolder
    self.workspace = workspace
    self.digest = digest
  }

  /// The path of the file with pictures of a content.
  func path(_ name: String) -> String { Paths.join(folder, name) }

  /// Returns pictures that were read before; nil where there are none, or they are damaged.
  func find(_ name: String, count: Int, pictureCount: Int) -> PictureFile? {
    guard workspace.exists(path(name)), let reader = try? workspace.reader(of: path(name)) else {
      return nil
    }
    // Looking after the folder removes first what nobody used for long.
    workspace.touch(path(name))
    return PictureFile(reader, count: count, numbersOfPicture: pictureCount)
  }

  /// Whether a file of such a folder holds what was written to it: read whole, and each picture compared
  /// with its checksum.
  public static func isWhole(_ reader: any FileReader) -> Bool {
    guard let file = PictureFile(reader) else { return false }
    return (0..<file.count).allSatisfy { file.isWhole(picture: $0) }
  }
}
