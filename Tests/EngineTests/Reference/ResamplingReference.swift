import Tensors

/// Resampling of one image `[H, W, C]` in plain loops; see "Images" of the order contract.
struct ResamplingReference {
  var rows: Taps
  var columns: Taps
  var image: Shape

  private var width: Int { image[1] }
  private var channels: Int { image[2] }

  /// The places that a place is made of, with their weights; those that weigh nothing are left out.
  private func sources(_ taps: Taps, _ place: Int) -> [(place: Int, weight: Float)] {
    (place * taps.width..<(place + 1) * taps.width)
      .map { (Int(taps.places[$0]), taps.weights[$0]) }.filter { $0.1 != 0 }
  }

  /// Columns first, then rows.
  func output(_ image: ArraySlice<Float>) -> [Float] {
    let image = Array(image)
    let height = self.image[0]
    var wide = [Float](repeating: 0, count: height * columns.count * channels)
    for y in 0..<height {
      for x in 0..<columns.count {
        for (source, weight) in sources(columns, x) {
          for channel in 0..<channels {
            wide[(y * columns.count + x) * channels + channel] +=
              weight * image[(y * width + source) * channels + channel]
          }
        }
      }
    }
    let row = columns.count * channels
    var result = [Float](repeating: 0, count: rows.count * row)
    for y in 0..<rows.count {
      for (source, weight) in sources(rows, y) {
        for place in 0..<row { result[y * row + place] += weight * wide[source * row + place] }
      }
    }
    return result
  }

  /// Rows first, then columns.
  func backward(_ gradient: ArraySlice<Float>) -> [Float] {
    let gradient = Array(gradient)
    let row = columns.count * channels
    var wide = [Float](repeating: 0, count: image[0] * row)
    for y in 0..<rows.count {
      for (source, weight) in sources(rows, y) {
        for place in 0..<row { wide[source * row + place] += weight * gradient[y * row + place] }
      }
    }
    var result = [Float](repeating: 0, count: image.count)
    for y in 0..<image[0] {
      for x in 0..<columns.count {
        for (source, weight) in sources(columns, x) {
          for channel in 0..<channels {
            result[(y * width + source) * channels + channel] +=
              weight * wide[(y * columns.count + x) * channels + channel]
          }
        }
      }
    }
    return result
  }
}
