import Formats
import Foundation

/// A case of `Tests/Golden`: what went into an operation of Keras, and what came out.
struct GoldenCase {
  /// How far a result may be from Keras'.
  struct Tolerance: Decodable {
    var rtol: Double
    var atol: Double
    var rel_update_tol: Double?
  }

  /// The path below the folder, without the extension: `layers/Conv2D/same_3x3`.
  let name: String
  let metadata: [String: String]
  let arrays: [String: TypedArray]

  /// The tolerances of everything that has to be computed, by the names of tensors.
  let tolerances: [String: Tolerance]

  /// The arguments that were passed to Keras.
  let config: JSONValue

  init(_ path: String, in folder: GoldenFolder) throws {
    name = String(path.dropLast(".safetensors".count))
    let bytes = try Data(contentsOf: folder.url.appending(path: path))
    let contents = try Safetensors.contents(of: Array(bytes))
    metadata = contents.metadata
    arrays = Dictionary(uniqueKeysWithValues: contents.arrays.map { ($0.name, $0.array) })
    let decoder = JSONDecoder()
    tolerances =
      try metadata["tolerances"].map {
        try decoder.decode([String: Tolerance].self, from: Data($0.utf8))
      } ?? [:]
    config =
      try metadata["config"].map { try decoder.decode(JSONValue.self, from: Data($0.utf8)) }
      ?? .object([:])
  }

  var kind: String { metadata["kind"] ?? "none" }

  /// The class or function of Keras.
  var operation: String { metadata["op"] ?? "none" }

  /// The class with its arguments, as a notebook writes it.
  var call: String { keras(operation, config) }

  /// A value of the metadata that is JSON.
  func json(_ key: String) throws -> JSONValue {
    guard let text = metadata[key] else { throw GoldenError("the case has no '\(key)'") }
    return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  /// A tensor of the case.
  func array(_ name: String) throws -> TypedArray {
    guard let array = arrays[name] else { throw GoldenError("the case has no tensor '\(name)'") }
    return array
  }

  func floats(_ name: String) throws -> [Float] { try array(name).floats }

  /// The tensors that Keras computed and that have to be computed again.
  var expectedNames: [String] { tolerances.keys.sorted() }
}

/// A case cannot be run.
struct GoldenError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
