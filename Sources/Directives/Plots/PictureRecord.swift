import Tensors
import Datasets
import Imaging

/// How pictures are kept beside a result: their count and size; the pixels lie one after the other.
struct PictureRecord: Codable, Equatable {
  /// The most pictures that a report shows in one place.
  static let most = 64

  var count: Int
  var height: Int
  var width: Int
  var channels: Int

  /// The first pictures of a split, as they were read.
  init(_ split: Split, first count: Int) {
    self.count = min(count, split.count)
    height = split.shape[0]
    width = split.shape[1]
    channels = split.shape[2]
  }

  /// So many pictures of a shape.
  init(count: Int, shape: Shape) {
    self.count = count
    height = shape[0]
    width = shape[1]
    channels = shape[2]
  }

  /// The pixels of the first pictures of a split.
  func pixels(of split: Split) -> [UInt8] { (0..<count).flatMap { split.picture(at: $0) } }

  /// The pictures that some pixels are.
  func images(_ pixels: [UInt8]) -> [PixelImage] {
    let size = height * width * channels
    return (0..<count).map { index in
      PixelImage(
        width: width, height: height, channels: channels,
        pixels: Array(pixels[(index * size)..<((index + 1) * size)]))
    }
  }
}
