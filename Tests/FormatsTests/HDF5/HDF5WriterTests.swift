import Formats
import Tensors
import Testing

/// What is written is read back, by the reader that reads Keras' files.
@Suite struct HDF5WriterTests {
  private static func tensor(_ shape: Shape, _ first: Float = 1) -> Tensor {
    Tensor(shape: shape) { elements in
      for index in elements.indices { elements[index] = first + Float(index) }
    }
  }

  @Test func groupsAndNumbersComeBack() throws {
    let file = try HDF5File(
      HDF5Writer.encode([
        "layers": .group([
          "conv2d": .group([
            "vars": .group([
              "0": .floats(Self.tensor([3, 3, 1, 2], -4.5)), "1": .floats(Self.tensor([2])),
            ])
          ]),
          "flatten": .group(["vars": .group([:])]),
        ]),
        "vars": .group([:]),
      ]))
    #expect(file.root.groups.keys.sorted() == ["layers", "vars"])
    let variables = try #require(file.group("layers/conv2d/vars"))
    let kernel = try #require(variables.datasets["0"])
    let array = try file.array(kernel, "kernel")
    #expect(array.shape == [3, 3, 1, 2])
    #expect(array.floats == (0..<18).map { Float($0) - 4.5 })
    let bias = try #require(variables.datasets["1"])
    #expect(try file.array(bias, "bias").floats == [1, 2])
    #expect(try #require(file.group("layers/flatten/vars")).datasets.isEmpty)
  }

  /// A symbol node holds 8 names and a node of the tree 32 of those: 256 is the last size of one level.
  @Test(arguments: [0, 1, 8, 9, 256, 257, 1000, 8193])
  func groupsOfAllSizesComeBack(_ count: Int) throws {
    // The order of the bytes, not of the numbers: "10" lies before "9".
    let members = Dictionary(
      uniqueKeysWithValues: (0..<count).map {
        ("layer_\($0)", HDF5Writer.Member.floats(Self.tensor([1], Float($0))))
      })
    let file = try HDF5File(HDF5Writer.encode(["all": .group(members)]))
    let group = try #require(file.group("all"))
    #expect(group.datasets.count == count)
    for index in [0, 7, 8, 9, 255, 256, 999, 8192] where index < count {
      let dataset = try #require(group.datasets["layer_\(index)"])
      #expect(try file.array(dataset, "").floats == [Float(index)])
    }
  }

  @Test func equalContentGivesEqualBytes() {
    func file() -> [UInt8] {
      HDF5Writer.encode(
        Dictionary(
          uniqueKeysWithValues: (0..<50).map {
            ("\($0)", .floats(Self.tensor([2, 2], Float($0))))
          }))
    }
    #expect(file() == file())
  }
}
