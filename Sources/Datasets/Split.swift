public import Engine
import Schemas
public import Tensors

/// Examples with their labels, prepared: a view of what a source read.
public struct Split: BatchSource {
  /// The name.
  public let name: String

  /// The class of every example.
  public let labels: [Int32]

  let images: ImageStore
  let map: PixelMap
  /// What every byte becomes, where the pictures are bytes.
  private let table: [Float]
  /// The examples, by their number in `images`.
  let indices: [Int32]

  public let preparation: InputPreparation

  init(
    name: String, images: ImageStore, indices: [Int32], labels: [Int32], map: PixelMap,
    preparation: InputPreparation
  ) {
    precondition(indices.count == labels.count, "\(indices.count) examples, \(labels.count) labels")
    self.name = name
    self.images = images
    self.indices = indices
    self.labels = labels
    self.map = map
    self.preparation = preparation
    table = map.table
  }

  public var count: Int { indices.count }

  public var shape: Shape { images.shape }

  /// Returns a part of the split.
  public func slice(_ range: Range<Int>) -> Split {
    Split(
      name: name, images: images, indices: Array(indices[range]), labels: Array(labels[range]),
      map: map, preparation: preparation)
  }

  /// The same examples, changed at random in training batches.
  public func augmented(by augment: Graph?) -> Split {
    Split(
      name: name, images: images, indices: indices, labels: labels, map: map,
      preparation: preparation.augmented(by: augment))
  }

  /// Counts the examples of every class.
  public func classCounts(_ classCount: Int) -> [Int] {
    labels.reduce(into: Array(repeating: 0, count: classCount)) { $0[Int($1)] += 1 }
  }

  public func fill(
    _ wanted: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = shape.count
    for (position, index) in wanted.enumerated() {
      let start = Int(indices[Int(index)]) * size
      let target = position * size
      labels[position] = self.labels[Int(index)]
      switch images.elements {
      case .bytes(let bytes):
        bytes.withUnsafeBufferPointer { bytes in
          table.withUnsafeBufferPointer { table in
            for offset in 0..<size { inputs[target + offset] = table[Int(bytes[start + offset])] }
          }
        }
      case .floats(let floats):
        for offset in 0..<size { inputs[target + offset] = map(floats[start + offset]) }
      case .file(let file):
        let numbers = UnsafeMutableBufferPointer(rebasing: inputs[target..<target + size])
        file.read(picture: Int(indices[Int(index)]), into: numbers)
        if !map.steps.isEmpty {
          for offset in numbers.indices { numbers[offset] = map(numbers[offset]) }
        }
      }
    }
  }

  public func willFill(_ wanted: UnsafeBufferPointer<Int32>) {
    guard case .file(let file) = images.elements else { return }
    for index in wanted { file.willRead(picture: Int(indices[Int(index)])) }
  }

  /// Lends everything that the examples consist of, piece by piece: what a digest is made of.
  public func withContent(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try shape.sizes.map(Int64.init).withUnsafeBytes(body)
    try labels.withUnsafeBytes(body)
    // The layers of a map are named, not run: their outputs follow from them and what they read.
    if let layers = preparation.map {
      try Array(layers.canonical.text.utf8).withUnsafeBytes(body)
    }
    // The numbers themselves, so that it does not count in which way they were come by.
    var numbers = [Float](repeating: 0, count: Self.lentAtOnce * shape.count)
    var classes = [Int32](repeating: 0, count: Self.lentAtOnce)
    for start in stride(from: 0, to: count, by: Self.lentAtOnce) {
      let wanted = (start..<min(start + Self.lentAtOnce, count)).map { Int32($0) }
      wanted.withUnsafeBufferPointer { wanted in
        numbers.withUnsafeMutableBufferPointer { numbers in
          classes.withUnsafeMutableBufferPointer { classes in
            fill(wanted, inputs: numbers, labels: classes)
          }
        }
      }
      try numbers.withUnsafeBytes { bytes in
        let byteCount = wanted.count * shape.count * MemoryLayout<Float>.stride
        try body(UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
      }
    }
  }

  /// Examples that are lent in one piece.
  private static let lentAtOnce = 64

  /// Lends everything that the pictures of the examples consist of, as they were read, and the labels.
  public func withPictures(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try shape.sizes.map(Int64.init).withUnsafeBytes(body)
    try labels.withUnsafeBytes(body)
    func lend(_ elements: UnsafeRawBufferPointer) throws {
      let byteCount = elements.count / max(images.count, 1)
      for index in indices {
        let start = Int(index) * byteCount
        try body(UnsafeRawBufferPointer(rebasing: elements[start..<(start + byteCount)]))
      }
    }
    switch images.elements {
    case .bytes(let bytes): try bytes.withUnsafeBytes(lend)
    case .floats(let floats): try floats.withUnsafeBytes(lend)
    case .file(let file):
      var numbers = [Float](repeating: 0, count: shape.count)
      for index in indices {
        numbers.withUnsafeMutableBufferPointer { file.read(picture: Int(index), into: $0) }
        try numbers.withUnsafeBytes(body)
      }
    }
  }

  /// The picture of an example as it was read, `[H, W, C]`, each number in 0…255.
  ///
  /// Numbers that are no bytes are shown as bytes where they lie in 0…1 or 0…255; otherwise the
  /// picture's own darkest and brightest become 0 and 255.
  public func picture(at index: Int) -> [UInt8] {
    let range = (Int(indices[index]) * shape.count)..<((Int(indices[index]) + 1) * shape.count)
    switch images.elements {
    case .bytes(let bytes): return Array(bytes[range])
    case .file(let file):
      var numbers = [Float](repeating: 0, count: shape.count)
      numbers.withUnsafeMutableBufferPointer { file.read(picture: Int(indices[index]), into: $0) }
      return numbers.map { UInt8(min(max($0, 0), 255).rounded()) }
    case .floats(let floats):
      let numbers = floats[range]
      let low = min(numbers.min() ?? 0, 0)
      let high = numbers.max() ?? 1
      let top: Float = low < 0 ? high : high <= 1 ? 1 : max(high, 255)
      return numbers.map { number in
        let scaled = (number - low) / max(top - low, .leastNormalMagnitude) * 255
        return scaled > 0 ? UInt8(min(scaled, 255).rounded()) : 0
      }
    }
  }
}
