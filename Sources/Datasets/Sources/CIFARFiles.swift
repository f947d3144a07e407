import Formats
import Tensors
import Workspaces

/// The files of CIFAR-10 or CIFAR-100 in the form "binary version": records of one or two labels and
/// 32×32 pixels, first all red ones, then green, then blue.
///
/// - Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009; the page
///   of the archives describes the records.
package struct CIFARFiles {
  /// What is known of the archive.
  package struct Form {
    /// The archive as it is published.
    var archive: String

    /// The folder in it.
    var folder: String

    /// The files of the split `train`, each with its pictures.
    var train: [String]

    /// The file of the split `test`.
    var test: String

    /// Pictures in each file of `train`, and in that of `test`.
    var trainCount: Int
    var testCount: Int

    /// Labels of a record, and which of them is the class.
    var labelCount: Int
    var label: Int

    package init(
      archive: String, folder: String, train: [String], test: String, trainCount: Int,
      testCount: Int, labelCount: Int, label: Int
    ) {
      self.archive = archive
      self.folder = folder
      self.train = train
      self.test = test
      self.trainCount = trainCount
      self.testCount = testCount
      self.labelCount = labelCount
      self.label = label
    }
  }

  private let form: Form
  private let workspace: any Workspace

  /// The archive; nil where its files lie unpacked.
  private let archive: String?

  /// The files of both splits in order, where they lie unpacked.
  private let unpacked: [String]

  /// Where the archives are published.
  static let page = "www.cs.toronto.edu/~kriz/cifar.html"

  private static let side = 32
  private static let pixels = 3 * side * side

  /// Finds the files, unpacked or not.
  ///
  /// - Parameters:
  ///   - form: The archive.
  ///   - surroundings: The places to look in.
  /// - Throws: `DataError` where they are not to be found; it says how to get them.
  package init(_ form: Form, _ surroundings: SourceSurroundings) throws(DataError) {
    self.form = form
    workspace = surroundings.workspace
    let places = surroundings.places
    if let paths = places.find(form.train + [form.test], in: [form.folder], workspace) {
      unpacked = paths
      archive = nil
      return
    }
    unpacked = []
    archive = places.folders.map { Paths.join($0, form.archive) }.first { [workspace] in
      workspace.exists($0)
    }
    guard archive != nil else {
      throw DataError(
        "its archive \(form.archive) is in none of \(places.folders.joined(separator: ", ")); "
          + "download the binary version from \(Self.page) and put it there, packed or unpacked")
    }
  }

  package var uses: [SourceFileUse] {
    if let archive { return [SourceFileUse(label: "archive", path: archive)] }
    return zip(form.train + [form.test], unpacked).map { SourceFileUse(label: $0, path: $1) }
  }

  var outline: [SourceOutline.Split] {
    [
      SourceOutline.Split(name: "train", count: form.train.count * form.trainCount),
      SourceOutline.Split(name: "test", count: form.testCount),
    ]
  }

  static var shape: Shape { [side, side, 3] }

  package func load(classCount: Int) throws(DataError) -> [SourceSplit] {
    let contents = try contents()
    var train = (pixels: [UInt8](), labels: [Int32]())
    for (name, bytes) in zip(form.train, contents) {
      try read(bytes, name, count: form.trainCount, classCount, &train)
    }
    var test = (pixels: [UInt8](), labels: [Int32]())
    try read(contents[form.train.count], form.test, count: form.testCount, classCount, &test)
    return [("train", train), ("test", test)].map { name, split in
      SourceSplit(
        name: name, images: ImageStore(shape: Self.shape, elements: .bytes(split.pixels)),
        labels: split.labels)
    }
  }

  /// The bytes of all files in order.
  private func contents() throws(DataError) -> [[UInt8]] {
    do {
      guard let archive else { return try unpacked.map { try plain(workspace.read($0)) } }
      let tar = try Tar(plain(workspace.read(archive)))
      return try (form.train + [form.test]).map { name in
        guard let bytes = tar.file("\(form.folder)/\(name)") else {
          throw FormatError("it has no file '\(form.folder)/\(name)'")
        }
        return bytes
      }
    } catch let error as FormatError {
      throw DataError("'\(archive ?? form.folder)': \(error)")
    } catch {
      throw DataError("\(error)")
    }
  }

  private func plain(_ bytes: [UInt8]) throws(FormatError) -> [UInt8] {
    guard Inflate.isGzip(bytes) else { return bytes }
    return try Inflate.decompress(bytes, .gzip, limit: Self.mostBytes)
  }

  /// Twice what the larger of the archives holds.
  private static let mostBytes = 400 << 20

  private func read(
    _ bytes: [UInt8], _ name: String, count: Int, _ classCount: Int,
    _ split: inout (pixels: [UInt8], labels: [Int32])
  ) throws(DataError) {
    let record = form.labelCount + Self.pixels
    guard bytes.count == count * record else {
      throw DataError(
        "'\(name)' should have \(count * record) bytes, it has \(bytes.count)")
    }
    let plane = Self.side * Self.side
    split.pixels.reserveCapacity(split.pixels.count + count * Self.pixels)
    for start in stride(from: 0, to: bytes.count, by: record) {
      let label = bytes[start + form.label]
      guard label < classCount else {
        throw DataError("'\(name)' has the label \(label); there are \(classCount) classes")
      }
      split.labels.append(Int32(label))
      let first = start + form.labelCount
      for pixel in first..<first + plane {
        split.pixels.append(bytes[pixel])
        split.pixels.append(bytes[pixel + plane])
        split.pixels.append(bytes[pixel + 2 * plane])
      }
    }
  }
}
