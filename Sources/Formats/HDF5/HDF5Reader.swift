import Tensors

/// Follows the addresses of an HDF5 file.
struct HDF5Reader {
  let bytes: [UInt8]

  /// Addresses of object headers on the way to the one being read: a file may not lead back to itself.
  private var path: [Int] = []

  /// The names of those objects.
  private var names: [String] = []

  /// Whether an error says which object it is about.
  private var isErrorNamed = false

  /// Objects that were read; so many cannot be in a file of this size.
  private var objectCount = 0

  /// Groups within groups.
  private static let mostLevels = 32

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static let damaged = FormatError("this HDF5 file is damaged or truncated")

  // MARK: - Numbers and texts

  func number(_ offset: Int, _ count: Int) throws(FormatError) -> Int {
    guard offset >= 0, count <= 8, offset <= bytes.count - count else { throw Self.damaged }
    var value: UInt64 = 0
    for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
    guard let number = Int(exactly: value) else { throw Self.damaged }
    return number
  }

  /// An address or a length; the undefined one, all ones, is an error here.
  func address(_ offset: Int) throws(FormatError) -> Int { try number(offset, 8) }

  func check(_ signature: String, at offset: Int) throws(FormatError) {
    guard offset >= 0, offset <= bytes.count - 4,
      bytes[offset..<offset + 4].elementsEqual(signature.utf8)
    else { throw Self.damaged }
  }

  func text(_ range: Range<Int>) throws(FormatError) -> String {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { throw Self.damaged }
    return String(decoding: bytes[range].prefix { $0 != 0 }, as: UTF8.self)
  }

  // MARK: - Groups

  mutating func root() throws(FormatError) -> HDF5File.Group {
    let version = try number(8, 1)
    guard version <= 1 else {
      throw FormatError(
        "this HDF5 file has a superblock of version \(version); Keras' files have 0 (h5py's default)"
      )
    }
    guard try number(13, 1) == 8, try number(14, 1) == 8 else {
      throw FormatError("this HDF5 file has addresses of another size than 8 bytes")
    }
    // Behind four addresses stands the root's entry: its name, then the address of its header.
    let entry = 24 + (version == 1 ? 4 : 0) + 32
    guard case .group(let group) = try object(at: try address(entry + 8)) else {
      throw Self.damaged
    }
    return group
  }

  enum Object {
    case group(HDF5File.Group)
    case dataset(HDF5File.Dataset)
  }

  /// Reads an object of a group; where that cannot be, the error says which one it is.
  private mutating func object(
    named name: String, at address: Int
  ) throws(FormatError) -> Object {
    names.append(name)
    defer { names.removeLast() }
    do {
      return try object(at: address)
    } catch {
      guard !isErrorNamed else { throw error }
      isErrorNamed = true
      throw FormatError("'\(names.joined(separator: "/"))': \(error)")
    }
  }

  mutating func object(at address: Int) throws(FormatError) -> Object {
    objectCount += 1
    guard !path.contains(address), path.count < Self.mostLevels, objectCount <= bytes.count / 40
    else { throw FormatError("this HDF5 file leads back to itself, or is damaged") }
    path.append(address)
    defer { path.removeLast() }
    let messages = try messages(ofHeaderAt: address)
    if let table = messages.first(where: { $0.kind == .symbolTable }) {
      return .group(try group(table, messages))
    }
    guard let space = messages.first(where: { $0.kind == .dataspace }),
      let type = messages.first(where: { $0.kind == .datatype }),
      let layout = messages.first(where: { $0.kind == .layout })
    else {
      throw FormatError("this HDF5 file has an object that is neither a group nor a dataset")
    }
    return .dataset(try dataset(space, type, layout))
  }

  private mutating func group(
    _ table: HDF5Message, _ messages: [HDF5Message]
  ) throws(FormatError) -> HDF5File.Group {
    guard table.range.count >= 16 else { throw Self.damaged }
    var group = HDF5File.Group()
    for message in messages where message.kind == .attribute {
      if let (name, texts) = try attribute(message) { group.texts[name] = texts }
    }
    let heap = try address(table.range.lowerBound + 8)
    try check("HEAP", at: heap)
    let size = try number(heap + 8, 8)
    let names = try address(heap + 24)
    guard names <= bytes.count, size <= bytes.count - names else { throw Self.damaged }
    var nodes: [Int] = []
    try collect(fromTreeAt: address(table.range.lowerBound), level: nil, &nodes)
    for node in nodes {
      try check("SNOD", at: node)
      let count = try number(node + 6, 2)
      for index in 0..<count {
        let entry = node + 8 + 40 * index
        let nameOffset = try number(entry, 8)
        guard nameOffset < size else { throw Self.damaged }
        let name = try text(names + nameOffset..<names + size)
        guard !name.isEmpty, group.groups[name] == nil, group.datasets[name] == nil else {
          throw Self.damaged
        }
        switch try object(named: name, at: address(entry + 8)) {
        case .group(let child): group.groups[name] = child
        case .dataset(let dataset): group.datasets[name] = dataset
        }
      }
    }
    return group
  }

  /// The symbol nodes that a tree leads to, in order; every level lies one lower than the one above.
  private func collect(
    fromTreeAt address: Int, level expected: Int?, _ nodes: inout [Int]
  ) throws(FormatError) {
    try check("TREE", at: address)
    let level = try number(address + 5, 1)
    guard try number(address + 4, 1) == 0, level < Self.mostLevels, expected ?? level == level
    else { throw Self.damaged }
    let count = try number(address + 6, 2)
    for index in 0..<count {
      let child = try self.address(address + 32 + 16 * index)
      guard nodes.count < bytes.count / 8 else { throw Self.damaged }
      if level == 0 {
        nodes.append(child)
      } else {
        try collect(fromTreeAt: child, level: level - 1, &nodes)
      }
    }
  }

  // MARK: - Headers

  /// The messages of an object header, in order, with those of its continuations.
  private func messages(ofHeaderAt address: Int) throws(FormatError) -> [HDF5Message] {
    guard try number(address, 1) == 1 else {
      throw FormatError(
        "this HDF5 file has object headers of a version that Keras does not write")
    }
    let count = try number(address + 2, 2)
    var blocks = [(start: address + 16, size: try number(address + 8, 4))]
    var messages: [HDF5Message] = []
    var block = 0
    while block < blocks.count, messages.count < count {
      let (start, size) = blocks[block]
      guard start >= 0, start <= bytes.count, size <= bytes.count - start else {
        throw Self.damaged
      }
      var position = start
      while position + 8 <= start + size, messages.count < count {
        let length = try number(position + 2, 2)
        let first = position + 8
        guard length <= start + size - first else { throw Self.damaged }
        let message = HDF5Message(
          kind: HDF5Message.Kind(rawValue: try number(position, 2)), range: first..<first + length)
        let flags = try number(position + 4, 1)
        guard message.kind == nil || flags & 2 == 0 else {
          throw FormatError("this HDF5 file has shared types, which Keras does not write")
        }
        messages.append(message)
        if message.kind == .continuation {
          guard length >= 16 else { throw Self.damaged }
          blocks.append((start: try self.address(first), size: try number(first + 8, 8)))
        }
        position = first + length
      }
      block += 1
    }
    return messages
  }
}

/// A piece of an object header.
struct HDF5Message {
  /// The kinds that are read; others say what does not matter here.
  enum Kind: Int {
    case dataspace = 0x01
    case datatype = 0x03
    case layout = 0x08
    case filters = 0x0B
    case attribute = 0x0C
    case continuation = 0x10
    case symbolTable = 0x11
  }

  var kind: Kind?

  /// Where its content lies.
  var range: Range<Int>
}
