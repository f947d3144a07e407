import Formats
import Foundation
import Tensors
import Testing

/// Files as PyTorch 2.15 wrote them; the script beside them made them of Keras' own weights.
@Suite struct TorchFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Torch")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The numbers of weights by their names, each in ascending order: whatever order axes have.
  private func numbers(_ file: WeightFile, _ name: (String, String) -> String) -> [String: [Float]]
  {
    var numbers: [String: [Float]] = [:]
    for layer in file.layers {
      for weight in layer.weights {
        numbers[name(layer.name, weight.name)] = weight.array.floats.sorted()
      }
    }
    return numbers
  }

  @Test(arguments: ["tiny.pth", "tiny-old.pth"]) func bothFormsAreRead(_ name: String) throws {
    let file = try WeightFile(Self.bytes(name))
    #expect(file.arrangement == .modules)
    let keras = try WeightFile(WeightFileTests.bytes("tiny.safetensors"))
    let names = [
      "kernel": "weight", "gamma": "weight", "beta": "bias", "moving_mean": "running_mean",
      "moving_variance": "running_var",
    ]
    let expected = numbers(keras) { layer, weight in "\(layer).\(names[weight] ?? weight)" }
    #expect(numbers(file) { "\($0).\($1)" } == expected)
    let convolution = try #require(file.layers.first { $0.name == "block2_conv" })
    #expect(convolution.weights.first { $0.name == "weight" }?.array.shape == [12, 8, 3, 3])
  }

  /// Made by Python's own pickle, of an object whose loading runs a command.
  @Test(arguments: ["hostile.pth", "hostile-old.pth"])
  func whatPythonWouldRunIsRefusedByName(_ name: String) throws {
    let bytes = try Self.bytes(name)
    #expect(
      throws: FormatError(
        "this file wants to call 'posix.system' when it is loaded, which tensors do not need; it "
          + "is refused")
    ) { try WeightFile(bytes) }
  }

  /// A storage that is shorter than its tensor: the tensor is named.
  @Test func tensorsWithoutTheirNumbersAreNamed() throws {
    let whole = try Self.bytes("tiny-old.pth")
    // The last of the storages ends the file.
    #expect {
      try WeightFile(Array(whole.dropLast(4)))
    } throws: { error in
      "\(error)".hasPrefix("this file of PyTorch is truncated or damaged at the tensor '")
    }
  }
}
