import Engine
import Tensors
import Testing

@Suite struct DropoutTests {
  private func mask(_ text: String, _ shape: Shape, step: Int = 0, count: Int = 2) throws
    -> [Float]
  {
    let probe = try LayerProbe(text, shape, count: count)
    let ones = [Float](repeating: 1, count: count * shape.count)
    let mask = probe.output(ones, phase: .training(step: step))
    // The way back drops the same numbers.
    #expect(probe.gradients(ones) == [mask])
    #expect(probe.output(ones) == ones)
    return mask
  }

  /// What is not dropped grows so that the mean stays.
  @Test func aShareIsDropped() throws {
    let mask = try mask("Dropout(0.25)", [1000])
    #expect(mask.allSatisfy { $0 == 0 || abs($0 - 4 / 3) < 1e-6 })
    #expect(abs(mask.count { $0 == 0 } - 500) < 80)
    #expect(try self.mask("Dropout(0.25)", [1000], step: 1) != mask)
    #expect(try self.mask("Dropout(0.25, seed=1)", [1000]) != mask)
    #expect(try self.mask("Dropout(0)", [10]) == [Float](repeating: 1, count: 20))
  }

  /// Channels go as a whole, but not those of all examples together.
  @Test func wholeChannelsAreDropped() throws {
    let mask = try mask("SpatialDropout2D(0.5)", [2, 3, 40])
    var cells: [[Float]] = []
    for first in stride(from: 0, to: mask.count, by: 40) {
      cells.append(Array(mask[first..<(first + 40)]))
    }
    #expect(Set(cells[0..<6]).count == 1)
    #expect(Set(cells[6..<12]).count == 1)
    #expect(Set(cells[0]) == [0, 2])
    #expect(cells[0] != cells[6])
  }

  @Test func aNoiseShapeTiesNumbersTogether() throws {
    let mask = try mask("Dropout(0.5, noise_shape=(None, None, 1))", [40, 3])
    var rows: [Set<Float>] = []
    for first in stride(from: 0, to: mask.count, by: 3) {
      rows.append(Set(mask[first..<(first + 3)]))
    }
    #expect(rows.allSatisfy { $0.count == 1 })
    #expect(Set(rows) == [[0], [2]])
    let shared = try self.mask("Dropout(0.5, noise_shape=(1, 60))", [60])
    #expect(shared[0..<60] == shared[60..<120])
    #expect(Set(shared) == [0, 2])
  }

  @Test func aNoiseShapeThatDoesNotFit() {
    for shape in ["(None, 2)", "(2, 3)", "(None, 1, 1)", "(None,)"] {
      #expect(throws: ShapeError.self) { try LayerProbe("Dropout(0.5, noise_shape=\(shape))", [3]) }
    }
  }
}
