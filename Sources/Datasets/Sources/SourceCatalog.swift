public import Diagnostics
public import Schemas

/// The sources of data; a new one adds its line here.
public enum SourceCatalog {
  /// The sources by the names that a notebook knows them under.
  public static let catalog = Catalog(
    "source",
    [
      CIFAR10.self, CIFAR100.self, FashionMNIST.self, IDXFiles.self,
      ImageDatasetFromDirectory.self, MNIST.self, NPZFile.self, Shapes.self,
      Tissue.self,
    ])
}

/// A source as a value of a field.
public struct SourceCall: SchemaValue {
  /// The source.
  public var source: any Source

  /// The place it was written at; nil for a default.
  public var span: SourceSpan?

  /// A source, at a place or by default.
  public init(_ source: any Source, at span: SourceSpan? = nil) {
    self.source = source
    self.span = span
  }

  /// The name in a notebook.
  public var name: String { type(of: source).schemaName }

  public static var expected: String { "a source of data" }

  /// Reads a call, or a path, which stands for `image_dataset_from_directory` of it: with a slash, so
  /// that it is never taken for a name.
  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if let path = raw.plainText, path.contains("/"), !path.contains("(") {
      var folder = ImageDatasetFromDirectory()
      folder.directory = path
      return Self(folder, at: raw.span)
    }
    guard let source = SourceCatalog.catalog.read(raw, &diagnostics)?.value as? any Source else {
      return nil
    }
    var call = Self(source)
    call.span = raw.span
    return call
  }

  public var canonical: Canonical { source.canonical }
}
