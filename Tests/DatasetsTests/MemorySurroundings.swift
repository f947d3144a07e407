import Datasets
import Tensors
import TestSupport
import Workspaces

/// Files in memory, and the places to look for them.
struct MemorySurroundings {
  let workspace = MemoryWorkspace()

  var surroundings: SourceSurroundings {
    SourceSurroundings(
      places: DataPlaces(folders: ["data", "share"]), folder: "course", workspace: workspace)
  }

  init(_ files: [String: [UInt8]] = [:]) throws {
    for (path, bytes) in files { try workspace.write(bytes, to: path) }
  }
}

extension Split {
  /// The numbers that a model sees of some examples, with their labels.
  func batch(_ indices: [Int32]) -> (inputs: [Float], labels: [Int32]) {
    var inputs = [Float](repeating: .nan, count: indices.count * shape.count)
    var labels = [Int32](repeating: -1, count: indices.count)
    indices.withUnsafeBufferPointer { indices in
      inputs.withUnsafeMutableBufferPointer { inputs in
        labels.withUnsafeMutableBufferPointer { labels in
          fill(indices, inputs: inputs, labels: labels)
        }
      }
    }
    return (inputs, labels)
  }
}
