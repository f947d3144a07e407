public import Diagnostics
public import Schemas

/// The initializers; a new one adds its line here.
public enum InitializerCatalog {
  /// The initializers by Keras' names.
  public static let catalog = Catalog(
    "initializer",
    [
      Constant.self, GlorotUniform.self, HeUniform.self, LecunUniform.self, Ones.self,
      RandomUniform.self, Zeros.self,
    ],
    shortcuts: [
      "glorot_uniform": "GlorotUniform", "he_uniform": "HeUniform", "lecun_uniform": "LecunUniform",
      "ones": "Ones", "random_uniform": "RandomUniform", "zeros": "Zeros",
    ],
    later: [
      "GlorotNormal", "HeNormal", "LecunNormal", "RandomNormal", "TruncatedNormal",
      "VarianceScaling", "Orthogonal", "Identity", "glorot_normal", "he_normal", "lecun_normal",
      "random_normal", "truncated_normal", "variance_scaling", "orthogonal", "identity",
    ])
}

/// An initializer as a value of a field.
public struct InitializerCall: SchemaValue {
  /// The initializer.
  public var initializer: any Initializer

  /// An initializer.
  public init(_ initializer: any Initializer) { self.initializer = initializer }

  public static var expected: String { "an initializer" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    InitializerCatalog.catalog.read(raw, &diagnostics)
      .flatMap { $0.value as? any Initializer }.map { Self($0) }
  }

  public var canonical: Canonical { initializer.canonical }
}
