public import Diagnostics

/// What a cell leaves: a small record, and bulk data beside it.
///
/// An artifact is inert data. It is written as bytes, named by what they are, and read back into an
/// equal value; no code ever travels with it.
public protocol Artifact: Sendable {
  /// What kind of artifact it is, for the cache's listing: "fit".
  static var kind: String { get }

  /// Raised when the bytes come to mean something else; artifacts of another version are recomputed.
  static var formatVersion: Int { get }

  /// Reads an artifact back.
  init(decoding bytes: ArtifactBytes) throws

  /// Writes the artifact.
  func encoded() throws -> ArtifactBytes

  /// The result as it stands in the results file and can be quoted in prose.
  var json: JSON { get }

  /// Files that belong to the result, by their paths below the notebook's folder of outputs.
  var files: [(path: String, contents: ArtifactBytes.Attachment)] { get }
}

extension Artifact {
  /// A plot's data can be seen, not quoted.
  public var json: JSON { .null }

  /// Most cells leave no files.
  public var files: [(path: String, contents: ArtifactBytes.Attachment)] { [] }
}

/// An artifact as bytes.
public struct ArtifactBytes: Sendable, Equatable {
  /// The record: JSON with sorted keys.
  public var record: [UInt8]

  /// Bulk data by name, read only when somebody asks for it.
  public var attachments: [String: Attachment]

  /// Digests of parts of the meaning, by name, for cells that depend on a part only.
  ///
  /// Such parts are a split of a dataset and the weights of a fit; every attachment is one by itself.
  public var facets: [String: Digest]

  /// Bytes in memory, or the promise to read them.
  public struct Attachment: Sendable, Equatable {
    /// The name of the bytes.
    public let digest: Digest

    private let load: @Sendable () throws -> [UInt8]

    /// Bytes in memory.
    public init(_ bytes: [UInt8]) {
      digest = Digest(of: bytes)
      load = { bytes }
    }

    /// Bytes that are read when they are needed.
    public init(_ digest: Digest, load: @escaping @Sendable () throws -> [UInt8]) {
      self.digest = digest
      self.load = load
    }

    /// The bytes.
    public func bytes() throws -> [UInt8] { try load() }

    /// Attachments are equal when their bytes are.
    public static func == (left: Attachment, right: Attachment) -> Bool {
      left.digest == right.digest
    }
  }

  /// An artifact of a record and its attachments.
  public init(
    record: [UInt8], attachments: [String: [UInt8]] = [:], facets: [String: Digest] = [:]
  ) {
    self.record = record
    self.attachments = attachments.mapValues { Attachment($0) }
    self.facets = facets
  }

  /// An artifact whose attachments may not be in memory.
  public init(record: [UInt8], attachments: [String: Attachment], facets: [String: Digest]) {
    self.record = record
    self.attachments = attachments
    self.facets = facets
  }

  /// Returns an attachment by its name.
  public func attachment(_ name: String) throws -> Attachment {
    guard let attachment = attachments[name] else { throw MissingAttachment(name: name) }
    return attachment
  }

  /// An artifact lacks what its kind always has.
  struct MissingAttachment: Error { var name: String }

  /// The digest of everything: of the digests of the record and of the attachments in order.
  public var digest: Digest {
    let parts = attachments.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.digest)\n" }
    return Digest(of: "record \(Digest(of: record))\n" + parts.joined())
  }

  /// The parts by name, tensors first, for saying which of them differs from another artifact's.
  public var parts: [(name: String, digest: Digest)] {
    let facets = facets.sorted { $0.key < $1.key }.map { (name: $0.key, digest: $0.value) }
    let isTensor = { (name: String) in name.hasPrefix(Self.tensorPrefix) }
    return facets.filter { isTensor($0.name) } + facets.filter { !isTensor($0.name) }
      + attachments.sorted { $0.key < $1.key }.map { (name: $0.key, digest: $0.value.digest) }
      + [(name: "record", digest: Digest(of: record))]
  }

  /// Goes before the names of facets that are single tensors of an attachment.
  public static let tensorPrefix = "tensor "

  /// The digest of a part: a facet, an attachment, or everything when no part is named.
  public func digest(ofFacet name: String?) -> Digest {
    guard let name else { return digest }
    guard let part = facets[name] ?? attachments[name]?.digest else {
      preconditionFailure("an artifact has no part '\(name)'")
    }
    return part
  }
}
