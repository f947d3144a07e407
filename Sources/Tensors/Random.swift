/// Random numbers as a pure function of seed, purpose and position.
///
/// There is no state: a number is named, not drawn, so that nothing can be drawn in another order.
/// Adding a layer, a plot or a cell changes no number that something else is made of.
public struct Random: Sendable {
  /// What a number is for; different purposes never share numbers.
  public struct Purpose: Sendable, Hashable {
    /// The high half of the counter.
    public let stream: UInt64

    /// A purpose by name, with numbers that tell its instances apart.
    ///
    /// The stream is the 64-bit FNV-1a hash of the name's UTF-8, a zero byte and the numbers in
    /// little-endian order.
    public init(_ name: String, _ numbers: Int...) {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in name.utf8 { Self.mix(byte, into: &hash) }
      Self.mix(0, into: &hash)
      self = numbers.reduce(Purpose(stream: hash)) { $0.at($1) }
    }

    private init(stream: UInt64) { self.stream = stream }

    private static func mix(_ byte: UInt8, into hash: inout UInt64) {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// The purpose with one more number at its end.
    public func at(_ number: Int) -> Purpose {
      var hash = stream
      var rest = UInt64(bitPattern: Int64(number))
      for _ in 0..<8 {
        Self.mix(UInt8(truncatingIfNeeded: rest), into: &hash)
        rest >>= 8
      }
      return Purpose(stream: hash)
    }

    /// The initial value of a weight, named by its path.
    public static func weights(_ path: String) -> Purpose { Purpose("weights/\(path)") }

    /// The order of the examples in an epoch.
    public static func shuffle(epoch: Int) -> Purpose { Purpose("shuffle", epoch) }

    /// The noise of a layer; `at` a training step.
    public static func noise(layer: String) -> Purpose { Purpose("noise/\(layer)") }

    /// The place of a file in the order of its folder's files, by its path below that.
    public static func file(_ path: String) -> Purpose { Purpose("files/\(path)") }
  }

  /// The seed.
  public let seed: UInt64

  /// The numbers of a seed.
  public init(seed: UInt64) { self.seed = seed }

  /// Returns the four words of a block.
  public func words(_ purpose: Purpose, block: Int) -> SIMD4<UInt32> {
    let position = UInt64(bitPattern: Int64(block))
    return Philox4x32.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32),
        UInt32(truncatingIfNeeded: purpose.stream), UInt32(truncatingIfNeeded: purpose.stream >> 32)
      ),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
  }

  /// Returns a random word.
  public func word(_ purpose: Purpose, at position: Int) -> UInt32 {
    words(purpose, block: position >> 2)[position & 3]
  }

  /// Returns a number in [0, 1): a multiple of 2⁻²⁴.
  public func uniform(_ purpose: Purpose, at position: Int) -> Float {
    Float(word(purpose, at: position) >> 8) * 0x1p-24
  }

  /// Returns a whole number in [0, bound), by the high half of a 64-bit word times the bound.
  public func integer(below bound: Int, _ purpose: Purpose, at position: Int) -> Int {
    let block = words(purpose, block: position >> 1)
    let low = position & 1 == 0 ? block.x : block.z
    let high = position & 1 == 0 ? block.y : block.w
    let word = UInt64(high) << 32 | UInt64(low)
    return Int(word.multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns the numbers below a count in random order (Fisher and Yates, from the end).
  public func permutation(_ count: Int, _ purpose: Purpose) -> [Int32] {
    var order = Array(0..<Int32(count))
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1, purpose, at: last))
    }
    return order
  }
}
