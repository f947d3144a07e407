import Schemas

/// A named part of the key of a cell: `fit.batch_size` is `32`.
public struct KeyPart: Codable, Sendable, Equatable {
  /// Where in the cell: directive, field, index.
  public var name: String

  /// What, as canonical text or as a digest.
  public var value: String

  /// A part of a key.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension KeyPart {
  /// Returns the leaves of a canonical value as parts, so that a difference can be named exactly.
  static func leaves(of value: Canonical, named name: String) -> [KeyPart] {
    switch value {
    case .record(let type, let entries):
      // A field that holds nothing is written all the same: the number of parts is part of the key.
      let own = type.isEmpty ? KeyPart(name, "{\(entries.count)}") : KeyPart(name, type)
      return [own] + entries.flatMap { leaves(of: $0.value, named: "\(name).\($0.name)") }
    case .list(let items) where items.contains(where: \.isComposed):
      return [KeyPart(name, "[\(items.count)]")]
        + items.enumerated().flatMap { leaves(of: $0.element, named: "\(name)[\($0.offset)]") }
    default:
      return [KeyPart(name, value.text)]
    }
  }
}

extension Canonical {
  fileprivate var isComposed: Bool {
    switch self {
    case .record: true
    case .list(let items): items.contains(where: \.isComposed)
    default: false
    }
  }
}

extension [KeyPart] {
  /// The key that the parts make: the digest of their names and values, each with its length, so that
  /// no text can pass for another list of parts.
  public var key: Digest {
    var hash = SHA256()
    for part in self {
      for text in [part.name, part.value] {
        let composed = text.composed
        let framed = "\(composed.utf8.count):\(composed)"
        [UInt8](framed.utf8).withUnsafeBytes { hash.update($0) }
      }
    }
    return hash.digest()
  }
}
