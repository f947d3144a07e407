import TestSupport

/// A data file of a random notebook: pictures of 3×3 pixels in three classes.
struct RandomFile: Equatable {
  static let trainCount = 12

  /// The splits of every file with their examples.
  static let splits = [
    (name: "train", count: trainCount), (name: "val", count: 6), (name: "test", count: 6),
  ]

  /// Changes the pictures of a split.
  var variants = [0, 0, 0]

  /// Changes the labels of `train`.
  var labelling = 0

  /// Classes that occur in `train` and `val`, and in `test`.
  var classCount = 3
  var classesOfTest: Int?

  /// Whether the pictures are Float32, multiplied by a power of two; nil for bytes.
  var exponent: Int?

  /// A number of a picture, 0…63.
  private func pixel(_ split: Int, _ index: Int) -> Int {
    (index &* 37 &+ variants[split] &* 101 &+ index / 9 &* index % 9 &* 11 &+ split &* 17) & 63
  }

  /// The numbers of a split's pictures, as the file has them.
  func pixels(_ split: Int) -> [Float] {
    (0..<(Self.splits[split].count * 9)).map { index in
      let number = Float(pixel(split, index))
      return exponent.map { number * Self.power($0) } ?? number
    }
  }

  /// The labels of a split.
  func labels(_ split: Int) -> [Int] {
    let classes = split == 2 ? classesOfTest ?? classCount : classCount
    return (0..<Self.splits[split].count).map {
      ($0 + (split == 0 ? labelling * ($0 / 3) : 0)) % classes
    }
  }

  /// The file.
  var bytes: [UInt8] {
    MadeUpData.npz(
      Self.splits.enumerated().flatMap { index, split -> [(name: String, file: [UInt8])] in
        let shape = [split.count, 3, 3]
        let numbers = pixels(index)
        let pictures =
          exponent == nil
          ? MadeUpData.npy("|u1", shape, numbers.map { UInt8($0) })
          : MadeUpData.npy(
            "<f4", shape,
            numbers.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } })
        return [
          ("x_\(split.name)", pictures),
          (
            "y_\(split.name)", MadeUpData.npy("|u1", [split.count], labels(index).map { UInt8($0) })
          ),
        ]
      })
  }

  /// Two to a power.
  static func power(_ exponent: Int) -> Float {
    exponent < 0 ? 1 / Float(1 << -exponent) : Float(1 << exponent)
  }
}
