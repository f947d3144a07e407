public import Execution
import Workspaces

/// What a site was made of, kept in it so that the next time only what changed is made again, and so that
/// nothing is removed that others put there.
public struct SiteManifest: Codable, Sendable, Equatable {
  /// A file as it was written.
  public struct File: Codable, Sendable, Equatable {
    /// What it held.
    public var digest: Digest

    /// Its size in bytes.
    public var size: Int

    /// A file that holds some bytes.
    public init(digest: Digest, size: Int) {
      self.digest = digest
      self.size = size
    }
  }

  /// A lesson of the site.
  public struct Lesson: Codable, Sendable, Equatable {
    /// The name of everything that its files are made of, but for what leads to other lessons.
    public var ingredients: Digest

    /// The name of what leads to other lessons.
    public var frame: Digest

    /// The first pictures, by their places in the site.
    public var pictures: [String]

    /// The files that cells have written, by their places below the lesson's folder.
    public var attachments: [String]

    /// All its files.
    public var files: [String: File]

    /// A lesson of the site.
    public init(
      ingredients: Digest, frame: Digest, pictures: [String], attachments: [String],
      files: [String: File]
    ) {
      self.ingredients = ingredients
      self.frame = frame
      self.pictures = pictures
      self.attachments = attachments
      self.files = files
    }
  }

  /// The lessons, by their paths.
  public var lessons: [String: Lesson] = [:]

  /// The other files.
  public var files: [String: File] = [:]

  /// Of a site that is not there yet.
  public init() {}

  /// Where it lies in the site.
  static let path = ".konspekt-site.json"

  /// Every file of the site that was written by this program.
  public var allFiles: [String: File] {
    lessons.values.reduce(files) { $0.merging($1.files) { first, _ in first } }
  }
}
