public import Diagnostics
public import Schemas

/// The sources of data; a new one adds its line here.
public enum SourceCatalog {
  /// The sources by the names that a notebook knows them under.
  public static let catalog = Catalog(
    "source", [FashionMNIST.self, IDXFiles.self, MNIST.self, NPZFile.self, Shapes.self],
    later: ["cifar10", "cifar100", "image_dataset_from_directory"])
}

/// A source as a value of a field.
public struct SourceCall: SchemaValue {
  /// The source.
  public var source: any Source

  /// The place it was written at; nil for a default.
  public var span: SourceSpan?

  /// A source.
  public init(_ source: any Source) { self.source = source }

  public static var expected: String { "a source of data" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let source = SourceCatalog.catalog.read(raw, &diagnostics)?.value as? any Source else {
      return nil
    }
    var call = Self(source)
    call.span = raw.span
    return call
  }

  public var canonical: Canonical { source.canonical }
}
