public import Schemas
import Tensors

/// How the numbers between the cells of an image are made.
///
/// - Source: Keras 3, `interpolation`.
public enum Interpolation: String, WordValue {
  /// The nearest cell.
  case nearest
  /// The four neighbours, by their distances.
  case bilinear
  /// Keys' cubic through sixteen neighbours.
  case bicubic
  /// Lanczos' windowed sine through 36 neighbours.
  case lanczos3
  /// Lanczos' windowed sine through 100 neighbours.
  case lanczos5
  /// The mean of what the new cell covers.
  case area

  /// What a line of another length is made of.
  func taps(from input: Int, to output: Int, antialias: Bool) -> Taps {
    switch self {
    case .nearest: .nearest(from: input, to: output)
    case .bilinear: .linear(from: input, to: output, antialias: antialias)
    case .bicubic: .cubic(from: input, to: output, antialias: antialias)
    case .lanczos3: .lanczos(radius: 3, from: input, to: output, antialias: antialias)
    case .lanczos5: .lanczos(radius: 5, from: input, to: output, antialias: antialias)
    case .area: .area(from: input, to: output)
    }
  }
}

extension Lowering {
  /// Changes the size of an image.
  mutating func resample(
    _ image: ValueID, to size: Size2D, by interpolation: Interpolation, antialias: Bool = false
  ) -> ValueID {
    let shape = self.shape(of: image)
    guard shape[0] != size.height || shape[1] != size.width else { return image }
    let rows = interpolation.taps(from: shape[0], to: size.height, antialias: antialias)
    let columns = interpolation.taps(from: shape[1], to: size.width, antialias: antialias)
    return emit(
      ResampleOperation(rows: rows, columns: columns), [image],
      shape: [size.height, size.width, shape[2]])
  }
}
