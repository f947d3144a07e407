import Tensors

/// A file of tensors as PyTorch's `torch.save` writes it: a zip archive, or before 1.6 a row of pickles.
///
/// - Source: PyTorch, `torch/serialization.py`. Loading runs none of the code that a pickle names: see
///   `Unpickler`.
public enum TorchFile {
  /// Returns whether bytes begin as a pickle of the old form does.
  public static func isPickle(_ bytes: [UInt8]) -> Bool {
    bytes.count > 2 && bytes[0] == 0x80 && (2...5).contains(bytes[1])
  }

  /// Reads the tensors of a state dictionary.
  ///
  /// - Parameter bytes: The whole file.
  /// - Returns: The tensors by their names, in order; those of a dictionary within a dictionary, such
  ///   as `state_dict`, without its name.
  /// - Throws: `FormatError` where it is damaged, holds no tensors, or wants to run code.
  public static func read(
    _ bytes: [UInt8]
  ) throws(FormatError) -> [(name: String, array: TypedArray)] {
    if ZipArchive.isZip(bytes) { return try archive(bytes) }
    guard isPickle(bytes) else { throw FormatError("this is no file of PyTorch") }
    return try rowOfPickles(bytes)
  }

  private static func archive(
    _ bytes: [UInt8]
  ) throws(FormatError) -> [(name: String, array: TypedArray)] {
    let archive = try ZipArchive(bytes, kind: "file of PyTorch", isStored: true)
    guard let path = archive.names.first(where: { $0.hasSuffix("/data.pkl") }) else {
      throw FormatError("this zip archive is no file of PyTorch: it has no data.pkl")
    }
    let folder = path.dropLast("data.pkl".count)
    if let order = try archive.file("\(folder)byteorder"), order != Array("little".utf8) {
      throw FormatError("this file of PyTorch is big-endian, which is not read")
    }
    guard let pickle = try archive.file(path) else { throw Unpickler.damaged }
    var machine = Unpickler(pickle, at: 0)
    let tensors = try tensors(of: try machine.load(), machine)
    var storages: [String: [UInt8]] = [:]
    for (name, tensor) in tensors where storages[tensor.storage.key] == nil {
      let key = tensor.storage.key
      guard let data = try archive.file("\(folder)data/\(key)") else {
        throw FormatError("this file of PyTorch lacks the storage '\(key)' of the tensor '\(name)'")
      }
      storages[key] = data
    }
    return try arrays(tensors, storages)
  }

  /// The number that the old form begins with.
  private static let magic: [UInt8] = [
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]

  private static func rowOfPickles(
    _ bytes: [UInt8]
  ) throws(FormatError) -> [(name: String, array: TypedArray)] {
    // Protocol, a long number of ten bytes, stop.
    guard bytes.count > 15, bytes[2] == 0x8A, bytes[3] == 10,
      bytes[4..<14].elementsEqual(magic), bytes[14] == UInt8(ascii: ".")
    else { throw FormatError("this is no file of PyTorch") }
    var position = 15
    var machine = Unpickler(bytes, at: position)
    func load() throws(FormatError) -> PickleValue {
      machine = Unpickler(bytes, at: position)
      let value = try machine.load()
      position = machine.position
      return value
    }
    // The version, and what kind of machine wrote it.
    guard try load() == .integer(1001) else {
      throw FormatError("this file of PyTorch has another version than 1001")
    }
    if case .dictionary(let system) = try load(),
      machine.dictionaries[system].contains(where: {
        $0.key == .text("little_endian") && $0.value != .bool(true)
      })
    {
      throw FormatError("this file of PyTorch is big-endian, which is not read")
    }
    let tensors = try tensors(of: try load(), machine)
    guard case .list(let list) = try load() else { throw Unpickler.damaged }
    var owners: [String: (name: String, storage: TorchStorage)] = [:]
    for (name, tensor) in tensors { owners[tensor.storage.key] = (name, tensor.storage) }
    var storages: [String: [UInt8]] = [:]
    for value in machine.lists[list] {
      // Without a tensor nobody knows how large the numbers of a storage are.
      guard case .text(let key) = value, let (name, storage) = owners[key] else {
        throw Unpickler.damaged
      }
      guard position <= bytes.count - 8 else { throw truncated(name) }
      let count = bytes[position..<position + 8].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      position += 8
      guard count == UInt64(storage.count),
        count <= UInt64((bytes.count - position) / storage.type.byteCount)
      else { throw truncated(name) }
      let size = Int(count) * storage.type.byteCount
      storages[key] = Array(bytes[position..<position + size])
      position += size
    }
    return try arrays(tensors, storages)
  }

  private static func truncated(_ name: String) -> FormatError {
    FormatError("this file of PyTorch is truncated or damaged at the tensor '\(name)'")
  }

  /// The tensors of a dictionary, or of the first dictionary in it that has any.
  private static func tensors(
    of value: PickleValue, _ machine: Unpickler
  ) throws(FormatError) -> [(name: String, tensor: TorchTensor)] {
    guard case .dictionary(let root) = value else {
      throw FormatError("this file of PyTorch holds no dictionary of tensors")
    }
    let inner = machine.dictionaries[root].compactMap { entry -> Int? in
      guard case .dictionary(let inner) = entry.value else { return nil }
      return inner
    }
    for dictionary in [root] + inner {
      let tensors = machine.dictionaries[dictionary].compactMap {
        entry -> (name: String, tensor: TorchTensor)? in
        guard case .text(let name) = entry.key, case .tensor(let tensor) = entry.value else {
          return nil
        }
        return (name, tensor)
      }
      if !tensors.isEmpty { return tensors }
    }
    throw FormatError("this file of PyTorch holds no dictionary of tensors")
  }

  private static func arrays(
    _ tensors: [(name: String, tensor: TorchTensor)], _ storages: [String: [UInt8]]
  ) throws(FormatError) -> [(name: String, array: TypedArray)] {
    var arrays: [(name: String, array: TypedArray)] = []
    var room = mostViews * storages.values.reduce(0) { $0 + $1.count }
    for (name, tensor) in tensors {
      guard let bytes = storages[tensor.storage.key] else {
        throw FormatError("this file of PyTorch lacks the storage of '\(name)'")
      }
      guard let array = array(tensor, bytes) else {
        throw FormatError("the tensor '\(name)' does not fit its storage in this file of PyTorch")
      }
      room -= array.bytes.count
      guard room >= 0 else {
        throw FormatError("this file of PyTorch has the same numbers in too many tensors")
      }
      arrays.append((name, array))
    }
    return arrays
  }

  /// Tensors may share their numbers, but a small file shall not become a large one by that.
  private static let mostViews = 4

  /// The numbers of a view in C order; nil where it reaches beyond its storage.
  private static func array(_ tensor: TorchTensor, _ bytes: [UInt8]) -> TypedArray? {
    let width = tensor.storage.type.byteCount
    let available = bytes.count / width
    guard tensor.sizes.count == tensor.strides.count, tensor.offset <= available else { return nil }
    // No view has more numbers than its storage: repeated ones are not saved in files of weights.
    var count = 1
    for size in tensor.sizes {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows, product <= available else { return nil }
      count = product
    }
    let shape = Shape(tensor.sizes)
    guard count > 0 else {
      return TypedArray(type: tensor.storage.type, shape: shape, bytes: [])
    }
    var last = tensor.offset
    var contiguous: [Int] = []
    var step = 1
    for (size, stride) in zip(tensor.sizes, tensor.strides).reversed() {
      contiguous.append(size == 1 ? stride : step)
      step *= size
      let (reach, overflows) = (size - 1).multipliedReportingOverflow(by: stride)
      guard !overflows, reach < available - last else { return nil }
      last += reach
    }
    guard last < available else { return nil }
    let start = tensor.offset * width
    if Array(contiguous.reversed()) == tensor.strides {
      return TypedArray(
        type: tensor.storage.type, shape: shape, bytes: Array(bytes[start..<start + count * width]))
    }
    var gathered: [UInt8] = []
    gathered.reserveCapacity(count * width)
    var indices = [Int](repeating: 0, count: tensor.sizes.count)
    for _ in 0..<count {
      let place = zip(indices, tensor.strides).reduce(tensor.offset) { $0 + $1.0 * $1.1 }
      gathered += bytes[place * width..<(place + 1) * width]
      for axis in indices.indices.reversed() {
        indices[axis] += 1
        if indices[axis] < tensor.sizes[axis] { break }
        indices[axis] = 0
      }
    }
    return TypedArray(type: tensor.storage.type, shape: shape, bytes: gathered)
  }
}
