public import Engine
public import Schemas
public import Tensors

/// What is done to a source's data: classes are chosen, splits cut, colours and numbers changed.
public struct Preparation: Sendable {
  /// How many channels pictures shall have.
  public enum ColorMode: String, WordValue {
    /// One.
    case grayscale
    /// Three.
    case rgb

    var channels: Int { self == .grayscale ? 1 : 3 }
  }

  /// A split to make, out of one of the source's.
  public struct SplitRecipe: Sendable, Equatable {
    /// The new split.
    public var name: String

    /// What it is made of.
    public var expression: SplitExpression

    /// A split to make.
    public init(name: String, expression: SplitExpression) {
      self.name = name
      self.expression = expression
    }
  }

  /// Only these classes of the source are kept, and labelled in this order; nil keeps all.
  public var classes: [Int]?

  /// The splits; nil for the source's own.
  public var splits: [SplitRecipe]?

  /// The channels; nil for the source's own.
  public var colorMode: ColorMode?

  /// What is done to the numbers, each by itself.
  public var map: PixelMap

  /// The layers that come after; nil for none.
  public var layers: Graph?

  /// Everything as it is, but for the channels.
  public init(colorMode: ColorMode? = nil) {
    self.colorMode = colorMode
    map = PixelMap()
  }

  /// Splits in the order in which results list them.
  public static func sorted(_ names: [String]) -> [String] {
    let standard = ["train", "val", "validation", "test"]
    return standard.filter(names.contains) + names.filter { !standard.contains($0) }.sorted()
  }

  /// The shape of a picture before the layers.
  public func shape(of shape: Shape) -> Shape {
    [shape[0], shape[1], colorMode?.channels ?? shape[2]]
  }

  /// Prepares data.
  ///
  /// - Parameters:
  ///   - sources: What the source read.
  ///   - classNames: The names of the classes that are left.
  /// - Returns: The data.
  /// - Throws: `DataError` where a label has no class, or a split is empty.
  public func apply(to sources: [SourceSplit], classNames: [String]) throws(DataError) -> Dataset {
    var whole: [String: Split] = [:]
    for source in sources {
      whole[source.name] = try view(of: source, classCount: classNames.count)
    }
    let recipes =
      splits
      ?? sources.map { SplitRecipe(name: $0.name, expression: SplitExpression(whole: $0.name)) }
    var result: [Split] = []
    for name in Self.sorted(recipes.map(\.name)) {
      guard let recipe = recipes.first(where: { $0.name == name }),
        let source = whole[recipe.expression.name]
      else { throw DataError("there is no split '\(name)'") }
      let part = source.slice(try recipe.expression.range(in: source.count))
      result.append(part.renamed(name))
    }
    adaptLayers(of: &result)
    return Dataset(
      splits: result, classNames: classNames, shape: result.first?.inputShape ?? [1, 1, 1],
      skipped: sources.flatMap(\.skipped))
  }

  /// Adapts normalizations without a mean to the split that models are trained on, and only to it: what
  /// is known of the others must not come into a training.
  private func adaptLayers(of splits: inout [Split]) {
    guard let layers, let train = splits.first(where: { $0.name == "train" }) ?? splits.first else {
      return
    }
    let adapted = layers.adapted(to: train)
    for index in splits.indices { splits[index] = splits[index].mapped(by: adapted) }
  }

  private func view(of source: SourceSplit, classCount: Int) throws(DataError) -> Split {
    var indices: [Int32] = []
    var labels: [Int32] = []
    // The new label of every label of the source.
    let relabelled = classes.map { classes in
      Dictionary(
        classes.enumerated().map { (Int32($0.element), Int32($0.offset)) },
        uniquingKeysWith: { first, _ in first })
    }
    for (index, label) in source.labels.enumerated() {
      guard let new = relabelled.map({ $0[label] }) ?? label else { continue }
      guard new >= 0, Int(new) < classCount else {
        throw DataError(
          "example \(index) of '\(source.name)' has the label \(new); there are \(classCount) classes"
        )
      }
      indices.append(source.places.map { $0[index] } ?? Int32(index))
      labels.append(new)
    }
    return Split(
      name: source.name, images: recolored(source.images), indices: indices, labels: labels,
      map: map, preparation: InputPreparation(map: layers))
  }

  /// Gray becomes three equal channels; colours become gray by the weights of ITU-R BT.601.
  private func recolored(_ images: ImageStore) -> ImageStore {
    let shape = shape(of: images.shape)
    guard shape != images.shape else { return images }
    switch images.elements {
    case .file:
      preconditionFailure("pictures in a file have the colours that the dataset wants")
    case .bytes(let bytes):
      return ImageStore(
        shape: shape,
        elements: .bytes(
          shape[2] == 3
            ? bytes.flatMap { [$0, $0, $0] }
            : stride(from: 0, to: bytes.count, by: 3).map { start in
              // In thousandths, rounded, as Pillow converts to "L" and Keras by it.
              let sum =
                299 * Int(bytes[start]) + 587 * Int(bytes[start + 1]) + 114 * Int(bytes[start + 2])
              return UInt8((sum + 500) / 1000)
            }))
    case .floats(let floats):
      return ImageStore(
        shape: shape,
        elements: .floats(
          shape[2] == 3
            ? floats.flatMap { [$0, $0, $0] }
            : stride(from: 0, to: floats.count, by: 3).map { start in
              0.299 * floats[start] + 0.587 * floats[start + 1] + 0.114 * floats[start + 2]
            }))
    }
  }
}

extension Split {
  /// The same examples behind other layers.
  func mapped(by layers: Graph) -> Split {
    Split(
      name: name, images: images, indices: indices, labels: labels, map: map,
      preparation: InputPreparation(map: layers, augment: preparation.augment))
  }

  /// The same examples under another name.
  func renamed(_ name: String) -> Split {
    Split(
      name: name, images: images, indices: indices, labels: labels, map: map,
      preparation: preparation)
  }
}
