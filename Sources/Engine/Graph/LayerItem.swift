public import Diagnostics
public import Schemas

/// An item of a model's list of layers: `x = Conv2D(64, 3)`, `Add()([x, y])`, `Flatten()`.
public struct LayerItem: SchemaValue {
  /// The layer.
  public var layer: any Layer

  /// The name that the item's output is given; nil where none was written.
  public var variable: String?

  /// The inputs in second parentheses; nil where the item continues from the one before.
  public var application: [RawCall.Argument]?

  /// The place of the item.
  public var span: SourceSpan

  /// The place of the layer's name.
  public var layerSpan: SourceSpan

  /// A layer without a name or inputs of its own.
  public init(_ layer: any Layer, at span: SourceSpan) {
    self.init(layer: layer, variable: nil, application: nil, span: span, layerSpan: span)
  }

  init(
    layer: any Layer, variable: String?, application: [RawCall.Argument]?, span: SourceSpan,
    layerSpan: SourceSpan
  ) {
    self.layer = layer
    self.variable = variable
    self.application = application
    self.span = span
    self.layerSpan = layerSpan
  }

  public static var expected: String { "a layer" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    var variable: String?
    var value = raw
    if case .text(let text, let style) = raw.node {
      guard
        let assignment = Notation.assignment(
          text, inFlow: style == .plainInFlow, &diagnostics)
      else { return nil }
      variable = assignment.name
      value = assignment.value
    }
    guard let (declared, call) = LayerCatalog.catalog.read(value, &diagnostics),
      let layer = declared as? any Layer
    else { return nil }
    return LayerItem(
      layer: layer, variable: variable, application: call.application, span: raw.span,
      layerSpan: call.nameSpan)
  }

  public var canonical: Canonical { layer.canonical }
}
