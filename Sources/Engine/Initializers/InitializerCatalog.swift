public import Diagnostics
public import Schemas

/// The initializers; a new one adds its line here.
public enum InitializerCatalog {
  /// The initializers by Keras' names.
  public static let catalog = Catalog(
    "initializer",
    [
      Constant.self, GlorotNormal.self, GlorotUniform.self, HeNormal.self, HeUniform.self,
      Identity.self, LecunNormal.self, LecunUniform.self, Ones.self, Orthogonal.self,
      RandomNormal.self, RandomUniform.self, TruncatedNormal.self, VarianceScaling.self, Zeros.self,
    ],
    shortcuts: [
      "constant": "Constant", "glorot_normal": "GlorotNormal", "glorot_uniform": "GlorotUniform",
      "he_normal": "HeNormal", "he_uniform": "HeUniform", "identity": "Identity",
      "lecun_normal": "LecunNormal", "lecun_uniform": "LecunUniform", "ones": "Ones",
      "orthogonal": "Orthogonal", "random_normal": "RandomNormal",
      "random_uniform": "RandomUniform", "truncated_normal": "TruncatedNormal",
      "variance_scaling": "VarianceScaling", "zeros": "Zeros",
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
