public import Diagnostics
public import Schemas
public import Tensors

/// Prepares pictures as a network of Keras Applications had them when it was trained.
///
/// - Input: `[N, H, W, 3]`, red, green and blue from 0 to 255.
/// - Output: the same shape.
/// - Throws: `ShapeError` where the image has not three channels.
/// - Source: Keras 3 `applications.mobilenet_v2.preprocess_input` and its kin.
public struct PreprocessInput: PreparingLayer {
  var application = ApplicationName(name: "")
  public var name: String?

  public static let schema = Schema<Self>(
    "PreprocessInput",
    summary: "Prepares pictures as a network had them when it was trained.",
    [
      Field(
        "application", \.application, .required,
        doc: "The network's module in Keras: mobilenet_v2, resnet50, vgg16, efficientnet, …"),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "preprocess_input"

  public init() {}

  /// The preparation that belongs to a network.
  public init(of application: ApplicationName) { self.application = application }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    guard inputs[0][2] == 3 else {
      throw ShapeError("needs red, green and blue, got \(inputs[0][2]) channels")
    }
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let mode = PreprocessingMode(application: application.name), mode != .none else {
      return inputs[0]
    }
    return lowering.emit(
      PreprocessOperation(mode: mode), inputs, shape: lowering.shape(of: inputs[0]))
  }
}

/// A module of Keras Applications, by its name.
public struct ApplicationName: SchemaValue, Equatable {
  /// The name.
  public var name: String

  public static var expected: String { "a module of Keras Applications, such as mobilenet_v2" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let name = raw.plainText else {
      mismatch(raw, &diagnostics)
      return nil
    }
    guard PreprocessingMode(application: name) != nil else {
      diagnostics.append(
        Diagnostic(
          "field-value", "there is no application '\(name)'", at: raw.span,
          suggestion: NearMiss.of(name, among: PreprocessingMode.applications)))
      return nil
    }
    return Self(name: name)
  }

  public var canonical: Canonical { .string(name) }
}
