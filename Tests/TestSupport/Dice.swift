import Foundation

/// Random numbers for tests that try something new every time; whoever knows the seed gets the same.
public struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Dice that fall as the seed says.
  public init(seed: UInt64) { state = seed }

  /// The seed of `$KONSPEKT_SEED`, else a new one.
  public static var seed: UInt64 {
    ProcessInfo.processInfo.environment["KONSPEKT_SEED"].flatMap(UInt64.init)
      ?? UInt64(Date().timeIntervalSince1970 * 1000)
  }

  /// The next number: SplitMix64.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True in so many of a hundred cases.
  public mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }

  /// A number from 0 to below a limit.
  public mutating func roll(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

  /// One of several things.
  public mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[roll(things.count)] }
}
