import Diagnostics
import Execution

/// What a dataset cell leaves: what its splits hold, by digest; the data itself is read again.
struct DatasetResult: Artifact, Codable {
  /// A split.
  struct Split: Codable, Equatable {
    var name: String
    /// Examples.
    var count: Int
    /// Of the mapped values and the labels, in order.
    var digest: Digest
    /// Of the pictures as they were read and the labels, in order.
    var pictures: Digest
    /// Examples of every class.
    var classCounts: [Int]
  }

  /// The splits in order.
  var splits: [Split]

  /// The names of the classes in the order of their labels.
  var classNames: [String]

  /// The shape of one example, `[H, W, C]`.
  var shape: [Int]

  /// The files of pictures that could not be read and are left out.
  var skipped: [String]

  static let kind = "dataset"
  static let formatVersion = 3

  /// The part of the result that a split is.
  static func facet(ofSplit name: String) -> String { "split \(name)" }

  /// The part of the result that a split's pictures are, as they can be shown.
  static func facet(ofPictures name: String) -> String { "pictures \(name)" }

  init(splits: [Split], classNames: [String], shape: [Int], skipped: [String] = []) {
    self.splits = splits
    self.classNames = classNames
    self.shape = shape
    self.skipped = skipped
  }

  init(decoding bytes: ArtifactBytes) throws {
    self = try RecordCoding.decode(Self.self, bytes.record)
  }

  func encoded() throws -> ArtifactBytes {
    var facets: [String: Digest] = [:]
    for split in splits {
      facets[Self.facet(ofSplit: split.name)] = split.digest
      facets[Self.facet(ofPictures: split.name)] = split.pictures
    }
    return ArtifactBytes(record: try RecordCoding.encode(self), facets: facets)
  }

  var json: JSON {
    var members = [
      JSON.Member(
        name: "splits",
        value: .object(splits.map { JSON.Member(name: $0.name, value: .integer($0.count)) })),
      JSON.Member(name: "class_names", value: .array(classNames.map(JSON.string))),
      JSON.Member(name: "shape", value: .array(shape.map(JSON.integer))),
    ]
    if !skipped.isEmpty {
      members.append(JSON.Member(name: "skipped", value: .array(skipped.map(JSON.string))))
    }
    return .object(members)
  }
}
