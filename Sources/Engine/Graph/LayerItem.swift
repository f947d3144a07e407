public import Diagnostics
public import Schemas

/// An item of a model's list of layers: `x = Conv2D(64, 3)`, `Add()([x, y])`, `Flatten()`, or
/// `x(other)`, which applies the layer of the item `x` again, with the same weights.
public struct LayerItem: SchemaValue {
  /// The layer; nil where the item applies the one of another item.
  public var layer: (any Layer)?

  /// The name of another item, and what its layer is applied to; nil for a layer of its own.
  public var again: RawCall?

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
    layer: (any Layer)?, again: RawCall? = nil, variable: String?,
    application: [RawCall.Argument]?, span: SourceSpan, layerSpan: SourceSpan
  ) {
    self.layer = layer
    self.again = again
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
    if let again = again(value) {
      return LayerItem(
        layer: nil, again: again, variable: variable, application: again.arguments, span: raw.span,
        layerSpan: again.nameSpan)
    }
    guard let (declared, call) = LayerCatalog.catalog.read(value, &diagnostics),
      let layer = declared as? any Layer
    else { return nil }
    return LayerItem(
      layer: layer, variable: variable, application: call.application, span: raw.span,
      layerSpan: call.nameSpan)
  }

  /// A call of what is no layer's name, with names alone: the layer of another item.
  ///
  /// Whether there is such an item shows when the graph is wired.
  private static func again(_ value: RawValue) -> RawCall? {
    var ignored: [Diagnostic] = []
    guard case .call(let call) = value.resolved(&ignored)?.node, call.application == nil,
      call.arguments.contains(where: { $0.label == nil }),
      !LayerCatalog.catalog.mentions(call.name),
      call.arguments.allSatisfy({ $0.label == nil ? isName($0.value) : $0.label == "training" })
    else { return nil }
    return call
  }

  private static func isName(_ value: RawValue) -> Bool {
    if case .list(let items) = value.node { return items.allSatisfy(isName) }
    if case .word = value.node { return true }
    return false
  }

  public var canonical: Canonical { layer?.canonical ?? .string(again?.name ?? "") }
}
