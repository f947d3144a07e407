import Formats
import Foundation
import Tensors
import Testing

@Suite struct WeightFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden/weights")

  static let names = [
    "tiny.keras", "tiny.keras2.h5", "tiny.keras2flat.h5", "tiny.legacy.h5", "tiny.model.h5",
    "tiny.safetensors", "tiny.weights.h5", "tiny_nested.weights.h5",
  ]

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Every file of weights of the golden set, and those of PyTorch.
  static let all: [(name: String, bytes: [UInt8])] = {
    let golden = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = golden.filter { !$0.hasSuffix(".json") && !$0.hasSuffix("_expected.safetensors") }
      .sorted().compactMap { name in (try? bytes(name)).map { (name, $0) } }
    return files
      + ["tiny.pth", "tiny-old.pth", "hostile.pth"].compactMap { name in
        (try? TorchFileTests.bytes(name)).map { (name, $0) }
      }
  }()

  @Test func everyFormatIsAmongTheFiles() {
    #expect(Self.all.count == 18)
    #expect(
      Set(Self.all.map { $0.name.split(separator: ".").last ?? "" })
        == ["h5", "keras", "pth", "safetensors"])
  }

  @Test(arguments: names) func everyFormatHasTheSameWeights(_ name: String) throws {
    let file = try WeightFile(Self.bytes(name))
    #expect(file.layers.reduce(0) { $0 + $1.weights.count } == (name.contains("nested") ? 9 : 19))
    #expect(
      file.layers.flatMap(\.weights).reduce(0) { $0 + $1.array.shape.count }
        == (name.contains("nested") ? 267 : 1389))
  }

  @Test(arguments: names) func truncatedFilesAreRefused(_ name: String) throws {
    let bytes = try Self.bytes(name)
    for count in stride(from: 0, to: bytes.count - 1, by: max(bytes.count / 300, 1)) {
      // A few of the last bytes of an HDF5 file may be nothing but room.
      guard (try? WeightFile(Array(bytes[..<count]))) == nil || count > bytes.count * 9 / 10 else {
        Issue.record("\(count) of \(bytes.count) bytes were read")
        return
      }
    }
  }

  /// Whatever is in a file: weights or an error, never the end of the program, nor a search without one.
  @Test(arguments: all.indices) func damagedFilesEndInAnError(_ index: Int) throws {
    let bytes = Self.all[index].bytes
    var refused = 0
    // Large files take long to read; most of them is numbers.
    for step in 0..<(bytes.count > 1 << 20 ? 400 : 2000) {
      // The structure lies in front in most of them, and at the end of archives.
      let position =
        switch step % 3 {
        case 0: step * 37 % bytes.count
        case 1: step * 11 % min(bytes.count, 9000)
        default: bytes.count - 1 - step * 7 % min(bytes.count, 3000)
        }
      var damaged = bytes
      damaged[position] ^= 1 << UInt8(step % 8)
      if step % 5 == 0 { damaged[position] = 0xFF }
      if (try? WeightFile(damaged)) == nil { refused += 1 }
    }
    #expect(refused > 0)
  }

  // MARK: - PyTorch

  private static func text(_ text: String) -> [UInt8] {
    [UInt8(ascii: "X"), UInt8(text.utf8.count), 0, 0, 0] + Array(text.utf8)
  }

  private static func global(_ module: String, _ name: String) -> [UInt8] {
    Array("c\(module)\n\(name)\n".utf8)
  }

  /// A tensor of 2×3 numbers in the storage "0".
  private static func tensor(count: UInt8 = 6, strides: [UInt8] = [3, 1]) -> [UInt8] {
    global("torch._utils", "_rebuild_tensor_v2") + Array("((".utf8) + text("storage")
      + global("torch", "FloatStorage") + text("0") + text("cpu")
      + [UInt8(ascii: "K"), count] + Array("tQK".utf8) + [0] + Array("K".utf8) + [2]
      + Array("K".utf8) + [3, 0x86] + Array("K".utf8) + [strides[0]] + Array("K".utf8)
      + [strides[1], 0x86, 0x89] + global("collections", "OrderedDict") + Array(")RtR".utf8)
  }

  /// A file of the old form with one storage of six numbers.
  private static func file(_ state: [UInt8]) -> [UInt8] {
    let magic: [UInt8] = [
      0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
    ]
    let numbers = (0..<6).flatMap { number in
      withUnsafeBytes(of: Float(number).bitPattern.littleEndian) { Array($0) }
    }
    return magic + [0x80, 2, UInt8(ascii: "M"), 0xE9, 3, 0x2E] + [0x80, 2] + Array("}.".utf8)
      + [0x80, 2] + state + [0x2E, 0x80, 2] + Array("](".utf8) + text("0") + Array("e.".utf8)
      + [6, 0, 0, 0, 0, 0, 0, 0] + numbers
  }

  private static func dictionary(_ name: String, _ value: [UInt8]) -> [UInt8] {
    Array("}".utf8) + text(name) + value + Array("s".utf8)
  }

  /// Where the file ends early, the error says at which weight.
  @Test(arguments: ["tiny.keras2.h5", "tiny.legacy.h5", "tiny.weights.h5", "tiny.safetensors"])
  func truncatedFilesNameTheWeight(_ name: String) throws {
    let bytes = try Self.bytes(name)
    let errors = (1...9).compactMap { tenth -> String? in
      do {
        _ = try WeightFile(Array(bytes[..<(bytes.count * tenth / 10)]))
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(errors.contains { $0.contains("'") }, "\(errors)")
    #expect(errors.count >= 8)
  }

  @Test func aStateDictionaryIsRead() throws {
    let file = try WeightFile(Self.file(Self.dictionary("fc.weight", Self.tensor())))
    #expect(file.arrangement == .modules)
    #expect(file.layers.map(\.name) == ["fc"])
    #expect(file.layers[0].weights[0].array.shape == [2, 3])
    #expect(file.layers[0].weights[0].array.floats == [0, 1, 2, 3, 4, 5])
  }

  @Test func viewsAreBroughtIntoOrder() throws {
    let transposed = Self.tensor(strides: [1, 2])
    let file = try WeightFile(Self.file(Self.dictionary("fc.weight", transposed)))
    #expect(file.layers[0].weights[0].array.floats == [0, 2, 4, 1, 3, 5])
    // Beyond its storage.
    let outside = Self.file(Self.dictionary("fc.weight", Self.tensor(strides: [4, 1])))
    #expect(
      throws: FormatError(
        "the tensor 'fc.weight' does not fit its storage in this file of PyTorch")
    ) { try WeightFile(outside) }
  }

  @Test(arguments: [("os", "system"), ("builtins", "eval"), ("torch", "load")])
  func whatWantsToRunIsRefusedByName(_ module: String, _ name: String) {
    let call = Self.global(module, name) + Self.text("echo") + [0x85] + Array("R".utf8)
    for state in [call, Self.dictionary("fc.weight", call)] {
      #expect(
        throws: FormatError(
          "this file wants to call '\(module).\(name)' when it is loaded, which tensors do not "
            + "need; it is refused")
      ) { try WeightFile(Self.file(state)) }
    }
  }

  @Test func damagedPicklesEndInAnError() {
    let whole = Self.file(Self.dictionary("fc.weight", Self.tensor()))
    for count in whole.indices {
      #expect(throws: FormatError.self, "\(count) bytes") {
        try WeightFile(Array(whole[..<count]))
      }
    }
    for position in whole.indices {
      for value: UInt8 in [0, 1, 0x28, 0x52, 0x65, 0x71, 0x80, 0xFF] {
        var damaged = whole
        damaged[position] = value
        _ = try? WeightFile(damaged)
      }
    }
  }

  /// A tower of tuples would end a program that takes it down floor by floor.
  @Test func towersAreNoTrouble() {
    let tower = Array(")".utf8) + [UInt8](repeating: 0x85, count: 1_000_000)
    #expect(throws: FormatError.self) { try WeightFile(Self.file(tower)) }
  }
}
