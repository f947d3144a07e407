public import Schemas
import Tensors

/// Simple figures, drawn in the process: no file is needed.
///
/// Every pixel is a function of the example's number: place, size, brightness and noise come from a
/// counter-based generator with a key of their own, whatever the notebook's seed.
public struct Shapes: Source {
  public static let schema = Schema<Self>(
    "shapes",
    summary: "3,600 gray pictures of figures, 28×28, in five classes; made in the process.",
    [])

  public static let origin: String? = nil

  public init() {}

  private static let side = 28
  private static let counts = [("train", 3000), ("test", 600)]
  private static let classNames = ["circle", "square", "triangle", "cross", "ring"]

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] { [] }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    SourceOutline(
      splits: Self.counts.map { SourceOutline.Split(name: $0, count: $1) },
      shape: [Self.side, Self.side, 1], classNames: Self.classNames)
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    Self.counts.map { name, count in
      let purpose = Random.Purpose("shapes/\(name)")
      var pixels: [UInt8] = []
      pixels.reserveCapacity(count * Self.side * Self.side)
      // The classes take turns: every slice of a split has all of them.
      let labels = (0..<count).map { Int32($0 % Self.classNames.count) }
      for (index, label) in labels.enumerated() {
        pixels += Figure(kind: Int(label), index: index, purpose).pixels
      }
      return SourceSplit(
        name: name,
        images: ImageStore(shape: [Self.side, Self.side, 1], elements: .bytes(pixels)),
        labels: labels)
    }
  }

  /// One picture: a figure at some place in some size.
  private struct Figure {
    let kind: Int
    let centerX: Float
    let centerY: Float
    let radius: Float
    let brightness: Float
    let background: Float
    let noiseStart: Int
    let purpose: Random.Purpose
    let random = Random(seed: 0)

    /// Random numbers that a picture may take: its settings, then one for every pixel.
    static let numbers = 1024
    static let settings = 8

    init(kind: Int, index: Int, _ purpose: Random.Purpose) {
      self.kind = kind
      self.purpose = purpose
      let start = index * Self.numbers
      let random = self.random
      func number(_ position: Int, from low: Float, to high: Float) -> Float {
        low + (high - low) * random.uniform(purpose, at: start + position)
      }
      radius = number(0, from: 5, to: 10)
      centerX = number(1, from: 11, to: 17)
      centerY = number(2, from: 11, to: 17)
      brightness = number(3, from: 130, to: 245)
      background = number(4, from: 0, to: 50)
      noiseStart = start + Self.settings
    }

    /// No figure reaches further from its centre than so many radii.
    static let reach: Float = 1.1

    /// The pixels, row by row.
    var pixels: [UInt8] {
      var pixels: [UInt8] = []
      pixels.reserveCapacity(Shapes.side * Shapes.side)
      // One block of random numbers has the noise of four pixels.
      for block in 0..<(Shapes.side * Shapes.side / 4) {
        let words = random.words(purpose, block: noiseStart / 4 + block)
        for lane in 0..<4 {
          let (row, column) = (block * 4 + lane).quotientAndRemainder(dividingBy: Shapes.side)
          let noise = (Float(words[lane] >> 8) * 0x1p-24 - 0.5) * 40
          let share = covered(row: row, column: column)
          let value = background + (brightness - background) * share + noise
          pixels.append(UInt8(min(max(value, 0), 255).rounded()))
        }
      }
      return pixels
    }

    /// How much of a pixel the figure covers, by four points along each of its sides.
    private func covered(row: Int, column: Int) -> Float {
      let left = Float(column) - centerX
      let top = Float(row) - centerY
      let far = radius * Self.reach
      guard left < far, left > -far - 1, top < far, top > -far - 1 else { return 0 }
      var count = 0
      for point in 0..<16 {
        let x = Float(column) + Float(point % 4) * 0.25 + 0.125 - centerX
        let y = Float(row) + Float(point / 4) * 0.25 + 0.125 - centerY
        if contains(x, y) { count += 1 }
      }
      return Float(count) * 0.0625
    }

    /// Whether the figure covers a point, measured from its centre.
    private func contains(_ x: Float, _ y: Float) -> Bool {
      let distance = x * x + y * y
      switch kind {
      case 0: return distance <= radius * radius
      case 1: return max(abs(x), abs(y)) <= radius * 0.85
      case 2: return y <= radius * 0.8 && abs(x) <= (y + radius) * 0.6
      case 3:
        return max(abs(x), abs(y)) <= radius && min(abs(x), abs(y)) <= radius * 0.3
      default:
        return distance <= radius * radius && distance >= radius * radius * 0.36
      }
    }
  }
}
