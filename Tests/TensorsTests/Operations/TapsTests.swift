import Tensors
import Testing

@Suite struct TapsTests {
  /// What a line becomes.
  private func applied(_ taps: Taps, to line: [Double]) -> [Double] {
    (0..<taps.count).map { place in
      (0..<taps.width).reduce(0) { sum, tap in
        let index = place * taps.width + tap
        return sum + line[Int(taps.places[index])] * Double(taps.weights[index])
      }
    }
  }

  private func isNear(_ numbers: [Double], _ expected: [Double]) -> Bool {
    numbers.count == expected.count && zip(numbers, expected).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  /// The middles of the first and the last of three cells lie outside those of two.
  @Test func neighboursByTheirDistances() {
    let taps = Taps.linear(from: 2, to: 3)
    #expect(isNear(applied(taps, to: [0, 6]), [0, 3, 6]))
  }

  /// Keys' cubic in the middle between cells: −1/16, 9/16, 9/16, −1/16; two
  /// cells alone share alike.
  @Test func cubicsReachBeyondTheNeighbours() {
    let taps = Taps.cubic(from: 4, to: 3)
    #expect(isNear([applied(taps, to: [0, 16, 0, 0])[1]], [9]))
    #expect(isNear([applied(taps, to: [16, 0, 0, 0])[1]], [-1]))
    #expect(isNear(applied(.cubic(from: 2, to: 1), to: [0, 8]), [4]))
  }

  /// Two cells for three: the first has twice as much of the first cell as of the second.
  @Test func areasAreMeans() {
    #expect(isNear(applied(.area(from: 3, to: 2), to: [3, 6, 9]), [4, 8]))
    #expect(isNear(applied(.area(from: 2, to: 3), to: [3, 6]), [3, 4.5, 6]))
    #expect(isNear(applied(.area(from: 6, to: 2), to: [1, 2, 3, 4, 5, 6]), [2, 5]))
  }

  /// At cells themselves Lanczos' window is 1, and 0 at all others.
  @Test func lanczosKeepsTheCells() {
    let line: [Double] = [1, 5, -2, 4, 0]
    let taps = Taps.lanczos(radius: 3, from: 5, to: 15)
    let output = applied(taps, to: line)
    #expect(isNear((0..<5).map { output[3 * $0 + 1] }, line))
  }

  /// At a cell itself and a whole cell away: 1 and e⁻² of a bell, 16 and 1 of Mitchell's cubic, each
  /// by their sum with both neighbours.
  @Test func softCurvesTakeFromTheNeighbours() {
    let bell = 0.1353352832 / 1.2706705665
    #expect(isNear([applied(.gaussian(from: 3, to: 3), to: [1, 0, 0])[1]], [bell]))
    #expect(isNear([applied(.mitchellCubic(from: 3, to: 3), to: [18, 0, 0])[1]], [1]))
  }

  /// Weights of a place add up to 1, also at the border and when shrinking.
  @Test func constantsStay() {
    for (input, output) in [(5, 12), (12, 5), (1, 7), (7, 1), (40, 3), (1000, 7)] {
      let line = [Double](repeating: 3, count: input)
      let all = [
        Taps.nearest(from: input, to: output), .area(from: input, to: output),
        .linear(from: input, to: output), .linear(from: input, to: output, antialias: true),
        .cubic(from: input, to: output), .cubic(from: input, to: output, antialias: true),
        .lanczos(radius: 3, from: input, to: output),
        .lanczos(radius: 5, from: input, to: output, antialias: true),
        .gaussian(from: input, to: output), .mitchellCubic(from: input, to: output),
      ]
      for taps in all {
        #expect(taps.count == output)
        #expect(
          isNear(applied(taps, to: line), [Double](repeating: 3, count: output)),
          "\(input) → \(output), \(taps.width) taps")
      }
    }
  }
}
