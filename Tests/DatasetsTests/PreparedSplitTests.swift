import Datasets
import Diagnostics
import Engine
import Schemas
import Tensors
import Testing

/// Splits whose pictures pass through layers.
@Suite struct PreparedSplitTests {
  private func graph(_ layers: [String], on shape: Shape) throws -> Graph {
    var diagnostics: [Diagnostic] = []
    let items = layers.compactMap { text in
      let mapped = MappedText(text, file: SourceFile(path: "map", text: text), at: 0)
      return LayerItem.read(RawValue(.text(mapped, .plain), at: mapped.span), &diagnostics)
    }
    return try #require(Graph.build(items, inputShape: shape, &diagnostics), "\(diagnostics)")
  }

  private func dataset(_ layers: [String]) throws -> Dataset {
    let images = ImageStore(shape: [1, 2, 1], elements: .bytes([10, 20, 30, 40]))
    var preparation = Preparation()
    if !layers.isEmpty { preparation.layers = try graph(layers, on: [1, 2, 1]) }
    return try preparation.apply(
      to: [SourceSplit(name: "train", images: images, labels: [1, 0])], classNames: ["a", "b"])
  }

  /// Train holds 10, 20, 30 and 40: mean 25, variance 125, a deviation of 11.18.
  @Test func normalizationIsAdaptedToTheTrainSplitAlone() throws {
    var preparation = Preparation()
    preparation.layers = try graph(["Normalization()"], on: [1, 2, 1])
    func split(_ name: String, _ bytes: [UInt8]) -> SourceSplit {
      SourceSplit(
        name: name, images: ImageStore(shape: [1, 2, 1], elements: .bytes(bytes)), labels: [1, 0])
    }
    let dataset = try preparation.apply(
      to: [split("test", [200, 201, 202, 203]), split("train", [10, 20, 30, 40])],
      classNames: ["a", "b"])
    for split in dataset.splits {
      let layers = split.preparation.map?.nodes.map { $0.layer.canonical.text } ?? []
      #expect(layers.count == 1)
      #expect(layers.allSatisfy { $0.contains("mean=25.0, variance=125.0") }, "\(layers)")
    }
    // Other training data makes another dataset.
    let other = try preparation.apply(
      to: [split("test", [200, 201, 202, 203]), split("train", [10, 20, 30, 41])],
      classNames: ["a", "b"])
    #expect(content(dataset.splits[1]) != content(other.splits[1]))
  }

  private func content(_ split: Split) -> [UInt8] {
    var content: [UInt8] = []
    split.withContent { content += $0 }
    return content
  }

  @Test func layersGiveTheShapeThatAModelTakes() throws {
    let dataset = try dataset(["Resizing(2, 4)"])
    #expect(dataset.shape == [2, 4, 1])
    #expect(dataset.splits[0].inputShape == [2, 4, 1])
    // As it was read.
    #expect(dataset.splits[0].shape == [1, 2, 1])
    #expect(dataset.splits[0].picture(at: 1) == [30, 40])
    // Half-pixel centres: places -0.25, 0.25, 0.75, 1.25.
    let seen = InputPreparation.variants(
      of: dataset.splits[0].slice(1..<2), example: 0, epochs: 0..<1, seed: 1,
      threads: ThreadPool(threadCount: 1))
    #expect(seen[0].elements == [30, 32.5, 37.5, 40, 30, 32.5, 37.5, 40])
  }

  @Test func layersCountInTheContentAndAugmentingDoesNot() throws {
    let plain = try dataset([]).splits[0]
    let resized = try dataset(["Resizing(2, 4)"]).splits[0]
    #expect(content(resized) != content(plain))
    #expect(content(resized) == content(try dataset(["Resizing(2, 4)"]).splits[0]))
    #expect(content(resized) != content(try dataset(["Resizing(4, 2)"]).splits[0]))
    let flip = try graph(["RandomFlip()"], on: [2, 4, 1])
    let augmented = resized.augmented(by: flip)
    #expect(content(augmented) == content(resized))
    #expect(augmented.slice(0..<1).preparation.augment != nil)
    #expect(augmented.augmented(by: nil).preparation.augment == nil)
  }
}
