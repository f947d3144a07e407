import Engine
import Tensors
import Testing

/// What random layers draw.
@Suite struct RandomImageLayerTests {
  private let size = ImageSize(height: 20, width: 30, channels: 3)

  private func layer(_ text: String) throws -> any RandomImageLayer {
    try #require(try readLayer(text) as? any RandomImageLayer)
  }

  /// What happens to so many pictures.
  private func draws(_ text: String, _ count: Int = 500) throws -> [ImageTransform] {
    let layer = try layer(text)
    return (0..<count).map {
      layer.transform(
        of: size, ImageNumbers(Random(seed: 1), Random.Purpose("draws"), example: $0))
    }
  }

  /// The coefficients of maps.
  private func coefficients(_ text: String) throws -> [SIMD8<Float>] {
    try draws(text).map { transform in
      guard case .affine(let affine, _) = transform else { throw NotAffine() }
      return affine.coefficients
    }
  }

  private struct NotAffine: Error {}

  /// Whether numbers stay within bounds and come near both.
  private func expect(
    _ numbers: [Float], fill bounds: ClosedRange<Float>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let margin = (bounds.upperBound - bounds.lowerBound) * 0.02
    let least = numbers.min() ?? .nan
    let greatest = numbers.max() ?? .nan
    #expect(
      least >= bounds.lowerBound && least <= bounds.lowerBound + margin,
      sourceLocation: sourceLocation)
    #expect(
      greatest <= bounds.upperBound && greatest >= bounds.upperBound - margin,
      sourceLocation: sourceLocation)
  }

  @Test func oneCoinDecidesBothFlips() throws {
    let both = try draws("RandomFlip()")
    #expect(Set(both.map { "\($0)" }).count == 2)
    #expect(both.contains(.flip(horizontal: true, vertical: true)))
    #expect(both.contains(.flip(horizontal: false, vertical: false)))
    let flips = both.filter { $0 == .flip(horizontal: true, vertical: true) }.count
    #expect((200...300).contains(flips))
    // The same coins, whatever they decide.
    #expect(
      try draws("RandomFlip(horizontal)").map { $0 == .flip(horizontal: true, vertical: false) }
        == both.map { $0 == .flip(horizontal: true, vertical: true) })
  }

  @Test func anglesAreSharesOfATurn() throws {
    // The sine of up to a tenth of a turn, 36°.
    expect(try coefficients("RandomRotation(0.1)").map { $0[3] }, fill: -0.58779...0.58779)
    expect(try coefficients("RandomRotation((0, 0.25))").map { $0[3] }, fill: 0...1)
  }

  @Test func theWidthZoomsWithTheHeightUnlessItHasAFactor() throws {
    let together = try coefficients("RandomZoom(0.3)")
    expect(together.map { $0[4] }, fill: 0.7...1.3)
    #expect(together.allSatisfy { $0[0] == $0[4] })
    let apart = try coefficients("RandomZoom(0.3, (-0.5, -0.1))")
    expect(apart.map { $0[0] }, fill: 0.5...0.9)
    #expect(apart.map { $0[4] } == together.map { $0[4] })
  }

  @Test func shiftsAreSharesOfTheSides() throws {
    let shifts = try coefficients("RandomTranslation((-0.1, 0.5), 0.2)")
    expect(shifts.map { -$0[5] }, fill: -2...10)
    expect(shifts.map { -$0[2] }, fill: -6...6)
  }

  @Test func contrastGrowsByANumberAndMovesByAPair() throws {
    func factors(_ text: String) throws -> [Float] {
      try draws(text).map { transform in
        guard case .contrast(let factor, 0, 255) = transform else { throw NotAffine() }
        return factor
      }
    }
    // As Keras draws: its `factor` of a number f is (0, f).
    expect(try factors("RandomContrast(0.5)"), fill: 1...1.5)
    expect(try factors("RandomContrast((0.2, 0.4))"), fill: 0.8...1.4)
  }

  @Test func brightnessIsAShareOfTheRange() throws {
    let deltas = try draws("RandomBrightness((-0.1, 0.3), value_range=(0, 1))").map { transform in
      guard case .brightness(let delta, 0, 1) = transform else { throw NotAffine() }
      return delta
    }
    expect(deltas, fill: -0.1...0.3)
  }

  @Test func windowsLieEverywhereInsideThePicture() throws {
    var tops: Set<Int> = []
    var lefts: Set<Int> = []
    for transform in try draws("RandomCrop(17, 28)") {
      guard case .window(let top, let left, 17, 28) = transform else { throw NotAffine() }
      tops.insert(top)
      lefts.insert(left)
    }
    #expect(tops == [0, 1, 2, 3])
    #expect(lefts == [0, 1, 2])
  }

  @Test func aSmallPictureIsCutAndResizedAsKerasDoes() throws {
    let layer = try layer("RandomCrop(16, 12)")
    let small = ImageSize(height: 10, width: 13, channels: 1)
    let output = ImageSize(height: 16, width: 12, channels: 1)
    let numbers = ImageNumbers(Random(seed: 1), Random.Purpose("draws"), example: 0)
    let transform = layer.transform(of: small, numbers)
    #expect(transform == .window(top: 0, left: 3, height: 10, width: 10))
    let pixels = (0..<130).map { Float($0) }
    let seen = transform.applied(to: pixels, size: small, outputSize: output)
    // Keras 3.15's second row.
    let expected: [Float] = [
      8.6875, 9.4375, 10.270834, 11.104166, 11.9375, 12.770832, 13.604166, 14.4375, 15.270832,
      16.104166, 16.9375, 17.6875,
    ]
    for (value, wanted) in zip(seen[12..<24], expected) { #expect(abs(value - wanted) < 1e-4) }
    // Outside training: 10 rows and ⌊10 · 12 / 16⌋ = 7 columns from the middle.
    #expect(
      layer.inferenceTransform(of: small) == .window(top: 0, left: 3, height: 10, width: 7))
  }

  @Test func wrongArgumentsAreRefused() throws {
    for text in [
      "RandomRotation()", "RandomRotation(1.5)", "RandomRotation((1.5, 2))", "RandomZoom(-1)",
      "RandomZoom(0.5, 2)", "RandomTranslation(0.5)", "RandomTranslation(2, 0)",
      "RandomContrast(-0.1)", "RandomContrast(1.1)", "RandomBrightness(2)",
      "RandomBrightness(0.5, value_range=(1, 0))", "RandomFlip(diagonal)", "RandomCrop(0, 1)",
      "RandomRotation((1, 2, 3))", "RandomRotation(0.1, fill_mode=mirror)",
    ] {
      #expect(throws: LayerReadingError.self, "\(text)") { try readLayer(text) }
    }
    #expect(throws: ShapeError.self) { try readLayer("RandomFlip()").outputShape(for: [[7]]) }
  }
}
