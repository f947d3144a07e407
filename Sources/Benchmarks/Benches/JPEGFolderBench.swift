import Datasets
import Diagnostics
import Execution
import Foundation
import Imaging
import Schemas
import Tensors
import Workspaces

/// `image_dataset_from_directory` on a folder of photographs, before a cache knows them and after.
enum JPEGFolderBench: Bench {
  static let name = "jpeg-folder"

  static let summary =
    "A folder of 10,000 JPEGs of 160×160, which the bench writes itself: decoded and resized to "
    + "128×128 into a new cache, opened again from there, and all of them filled into batches."

  private static let count = 10_000
  private static let side = 160
  private static let newSide = 128

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    try ScratchFolder.withOne { folder in
      let workspace = DiskWorkspace()
      let pictures = folder.appending(path: "photographs").path
      let threads = ThreadPool(threadCount: settings.threadCount)
      try write(to: pictures, workspace, threads)
      let cache = folder.appending(path: "cache").path
      let surroundings = SourceSurroundings(
        places: DataPlaces(folders: []), folder: "", workspace: workspace,
        threadCount: settings.threadCount,
        pictures: PictureStore(
          folder: cache, temporaryFolder: cache, workspace: workspace,
          digest: { Digest(of: $0).description }))
      let source = try source(of: pictures)
      let clock = ContinuousClock()
      func time(_ name: String, _ body: () throws -> Void) throws {
        let seconds = try clock.measure(body) / .seconds(1)
        report(
          Measurement(
            seconds: seconds, unit: "pass", labels: [("work", name)],
            details: [("pictures_per_second", Double(count) / seconds)]))
      }
      var splits: [SourceSplit] = []
      try time("decode and resize") { splits = try source.load(surroundings) }
      try time("open again") { splits = try source.load(surroundings) }
      let dataset = try Preparation().apply(to: splits, classNames: ["a", "b"])
      try time("fill batches") { fill(dataset.splits[0], threads) }
    }
  }

  private static func source(of folder: String) throws -> any Source {
    let text =
      "image_dataset_from_directory('\(folder)', image_size=(\(newSide), \(newSide)))"
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "bench", text: text)
    let value = Notation.value(MappedText(text, file: file, at: 0), &diagnostics)
    guard let call = value.flatMap({ SourceCall.read($0, &diagnostics) }) else {
      throw BenchError(diagnostics.map(\.message).joined(separator: "; "))
    }
    return call.source
  }

  /// Every example once, in batches of 32.
  private static func fill(_ split: Split, _ threads: ThreadPool) {
    let batch = 32
    var inputs = [Float](repeating: 0, count: batch * split.shape.count)
    var labels = [Int32](repeating: 0, count: batch)
    for start in stride(from: 0, to: split.count, by: batch) {
      let wanted = (start..<min(start + batch, split.count)).map { Int32($0) }
      wanted.withUnsafeBufferPointer { wanted in
        inputs.withUnsafeMutableBufferPointer { inputs in
          labels.withUnsafeMutableBufferPointer { labels in
            threads.run(elements: wanted.count, by: 8, with: (split, wanted, inputs, labels)) {
              context, examples in
              let (split, wanted, inputs, labels) = context
              let size = split.shape.count
              split.fill(
                UnsafeBufferPointer(rebasing: wanted[examples]),
                inputs: UnsafeMutableBufferPointer(
                  rebasing: inputs[examples.lowerBound * size..<examples.upperBound * size]),
                labels: UnsafeMutableBufferPointer(rebasing: labels[examples]))
            }
          }
        }
      }
    }
  }

  /// Writes made-up photographs: soft waves of colour with the grain of a camera.
  private static func write(
    to folder: String, _ workspace: DiskWorkspace, _ threads: ThreadPool
  ) throws {
    threads.run(tiles: count, with: (folder, workspace)) { context, number in
      let (folder, workspace) = context
      let path = "\(folder)/\(number % 2 == 0 ? "a" : "b")/\(number).jpg"
      guard let bytes = try? EncodedPicture.jpeg(picture(number), quality: 85),
        let writer = try? workspace.writer(to: path, by: Paths.folder(of: path)),
        (try? bytes.withUnsafeBytes({ try writer.write($0, at: 0) })) != nil,
        (try? writer.finish()) != nil
      else { return }
    }
    let written = try ["a", "b"].map { try workspace.list("\(folder)/\($0)").count }
    guard written.reduce(0, +) == count else { throw BenchError("the disk has no room") }
  }

  private static func picture(_ number: Int) -> PixelImage {
    let random = Random(seed: 0)
    let purpose = Random.Purpose("jpeg-folder", number)
    let settings = random.words(purpose, block: 0)
    let waves = (0..<3).map { 4 + Float(settings[$0] % 24) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(side * side * 3)
    for row in 0..<side {
      let across = waves.map { Foundation.sin(Float(row) / $0) }
      for column in 0..<side {
        let grain = random.words(purpose, block: 1 + row * side + column)
        for channel in 0..<3 {
          let wave = across[channel] * Foundation.cos(Float(column) / waves[2 - channel])
          let noise = Float(grain[channel] >> 24) / 16 - 8
          pixels.append(UInt8(min(max(128 + 90 * wave + noise, 0), 255)))
        }
      }
    }
    return PixelImage(width: side, height: side, channels: 3, pixels: pixels)
  }
}
