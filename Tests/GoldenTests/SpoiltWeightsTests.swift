import Engine
import Formats
import Foundation
import Testing
import Zoo

/// Files of weights in every format that do not fit, or hold what no weight is: the weight is named.
@Suite struct SpoiltWeightsTests {
  private static let golden = GoldenFolder.current.url.appending(path: "weights")

  private static let torch = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "FormatsTests/Weights/Torch")

  static let names = [
    "tiny.keras", "tiny.keras2.h5", "tiny.legacy.h5", "tiny.safetensors", "tiny.weights.h5",
    "tiny.pth", "tiny-old.pth",
  ]

  private func bytes(_ name: String) throws -> [UInt8] {
    let folder = name.hasSuffix(".pth") ? Self.torch : Self.golden
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The layers that the files were made for, the last one with so many outputs.
  private func layers(outputs: Int = 5, more: [String] = []) throws -> [WeightTarget] {
    let golden = try GoldenCase("weights/tiny_expected.safetensors", in: .current)
    let layers =
      WeightsCheck.tiny.dropLast()
      + ["Dense(\(outputs), activation='softmax', name='predictions')"] + more
    return WeightTarget.layers(of: try NetworkCheck.graph(of: Array(layers), for: golden))
  }

  private func error(_ bytes: [UInt8], for layers: [WeightTarget]) -> String {
    do {
      _ = try WeightMapping.weights(from: WeightFile(bytes), for: layers)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: names) func asTheyAreTheyFit(_ name: String) throws {
    #expect(try error(bytes(name), for: layers()) == "no error")
  }

  @Test(arguments: names) func whatIsNoNumberIsNamed(_ name: String) throws {
    let golden = try GoldenCase("weights/tiny_expected.safetensors", in: .current)
    // The five numbers of a bias lie in all files as they are.
    let bias = try golden.array("weights/predictions/bias").bytes
    for value in [Float.nan, .infinity] {
      var bytes = try bytes(name)
      let place = try #require(
        bytes.indices.dropLast(bias.count - 1).first {
          bytes[$0] == bias[0] && bytes[$0..<$0 + bias.count].elementsEqual(bias)
        })
      withUnsafeBytes(of: value.bitPattern.littleEndian) {
        bytes.replaceSubrange(place + 8..<place + 12, with: $0)
      }
      let error = try error(bytes, for: layers())
      #expect(error.contains("for 'predictions/bias' holds NaN or infinity"), "\(error)")
    }
  }

  @Test(arguments: names) func otherShapesAreNamed(_ name: String) throws {
    let error = try error(bytes(name), for: layers(outputs: 6))
    #expect(error.contains("has the shape 12×5, 'predictions/kernel' needs 12×6"), "\(error)")
  }

  /// A layer that the file knows nothing of.
  @Test(arguments: names) func missingLayersAreNamed(_ name: String) throws {
    let error = try error(bytes(name), for: layers(more: ["Dense(2, name='another')"]))
    #expect(error.contains("another"), "\(error)")
  }
}
