public import Tensors

/// A layer that changes every picture by itself, at random and only in training.
///
/// What happens to a picture is a function of the seed, the layer, the step and the picture's number:
/// in a model its place in the batch, in a dataset's `augment` its number in the split. So threads,
/// the size of batches and the order of pictures change nothing.
public protocol RandomImageLayer: Layer {
  /// The seed of this layer alone; nil for that of the notebook.
  var seed: Int? { get }

  /// Draws what happens to a picture in training.
  func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform

  /// What happens to a picture outside training.
  func inferenceTransform(of size: ImageSize) -> ImageTransform
}

extension RandomImageLayer {
  /// Most layers do nothing outside training.
  public func inferenceTransform(of size: ImageSize) -> ImageTransform { .identity }

  /// Most layers keep the size of a picture.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return inputs[0]
  }

  /// A random layer is one operation.
  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let input = lowering.shape(of: inputs[0])
    guard let output = try? outputShape(for: [input]) else {
      preconditionFailure("layer \(lowering.layer) was not checked for \(input)")
    }
    return lowering.emit(RandomImageOperation(layer: self), inputs, shape: output)
  }
}

/// The random numbers of one picture for one layer.
public struct ImageNumbers: Sendable {
  /// How many there are: a block of the generator.
  static let count = 4

  private let words: SIMD4<UInt32>

  /// The numbers of a picture.
  ///
  /// - Parameters:
  ///   - random: The generator.
  ///   - purpose: The layer and the step.
  ///   - example: The picture's number.
  public init(_ random: Random, _ purpose: Random.Purpose, example: Int) {
    words = random.words(purpose, block: example)
  }

  /// The number at an index: a multiple of 2⁻²⁴ in [0, 1).
  public func uniform(_ index: Int) -> Float { Float(words[index] >> 8) * 0x1p-24 }

  /// The number at an index, from a range without its upper bound.
  public func uniform(_ index: Int, in range: ClosedRange<Double>) -> Float {
    let low = Float(range.lowerBound)
    return uniform(index) * (Float(range.upperBound) - low) + low
  }
}
