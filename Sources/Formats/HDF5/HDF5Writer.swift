public import Tensors

/// Writes files of the Hierarchical Data Format 5, in the form that h5py gives them by default.
///
/// Superblock 0, groups as symbol tables, object headers of version 1, datasets in one piece. Members are
/// sorted by name and nothing else enters the file, so that equal content gives equal bytes.
///
/// - Source: The HDF Group, "HDF5 File Format Specification", version 1.1 to 3.0.
public struct HDF5Writer {
  /// Something in a group.
  public indirect enum Member: Sendable {
    /// A group of other members, by name.
    case group([String: Member])
    /// Numbers of Float32.
    case floats(Tensor)
  }

  private var bytes: [UInt8]

  private static let undefined = UInt64.max

  /// Entries of a symbol node are at most twice as many, as the superblock says.
  private static let leafRank = 4

  /// The same of the nodes of a tree.
  private static let innerRank = 16

  private static let superblockSize = 96

  /// Writes a file.
  ///
  /// - Parameter members: The members of its root.
  /// - Returns: The whole file.
  public static func encode(_ members: [String: Member]) -> [UInt8] {
    var writer = HDF5Writer()
    let root = writer.write(group: members)
    writer.finish(root)
    return writer.bytes
  }

  private init() { bytes = [UInt8](repeating: 0, count: Self.superblockSize) }

  /// Where the parts of a group lie.
  private struct Group {
    var header: Int
    var tree: Int
    var heap: Int
  }

  private mutating func finish(_ root: Group) {
    let end = bytes.count
    let content = bytes[Self.superblockSize...]
    bytes = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    // Versions, then the sizes of offsets and of lengths.
    bytes += [0, 0, 0, 0, 0, 8, 8, 0]
    append(UInt16(Self.leafRank))
    append(UInt16(Self.innerRank))
    append(UInt32(0))
    append(UInt64(0))
    append(Self.undefined)
    append(UInt64(end))
    append(Self.undefined)
    // The entry of the root, which says where its table lies.
    append(UInt64(0))
    append(UInt64(root.header))
    append(UInt32(1))
    append(UInt32(0))
    append(UInt64(root.tree))
    append(UInt64(root.heap))
    precondition(bytes.count == Self.superblockSize, "a superblock of \(bytes.count) bytes")
    bytes += content
  }

  // MARK: - Groups

  private mutating func write(group members: [String: Member]) -> Group {
    let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let objects = sorted.map { write($0.value) }

    // The names, each ended by a zero and filled up to eights, behind an empty one.
    var names = [UInt8](repeating: 0, count: 8)
    var places: [Int] = []
    for (name, _) in sorted {
      places.append(names.count)
      names += Array(name.utf8) + [0]
      names += [UInt8](repeating: 0, count: (8 - names.count % 8) % 8)
    }
    let heap = bytes.count
    bytes += Array("HEAP".utf8) + [0, 0, 0, 0]
    append(UInt64(names.count))
    // Nothing in it is free.
    append(UInt64(1))
    append(UInt64(heap + 32))
    bytes += names

    var nodes: [Node] = []
    let most = 2 * Self.leafRank
    for start in stride(from: 0, to: sorted.count, by: most) {
      let range = start..<min(start + most, sorted.count)
      nodes.append(Node(address: bytes.count, lastName: places[range.upperBound - 1]))
      bytes += Array("SNOD".utf8) + [1, 0]
      append(UInt16(range.count))
      for index in range {
        append(UInt64(places[index]))
        append(UInt64(objects[index]))
        bytes += [UInt8](repeating: 0, count: 24)
      }
      bytes += [UInt8](repeating: 0, count: 40 * (most - range.count))
    }
    let tree = writeTree(over: nodes)

    let header = bytes.count
    let table = Self.bytes(of: UInt64(tree)) + Self.bytes(of: UInt64(heap))
    appendHeader([(kind: 0x11, content: table)])
    return Group(header: header, tree: tree, heap: heap)
  }

  /// A node of the tree of a group, and the place of the last name that it leads to.
  private struct Node {
    var address: Int
    var lastName: Int
  }

  /// Writes the levels of a tree from below, and returns the address of its root.
  private mutating func writeTree(over leaves: [Node]) -> Int {
    var below = leaves
    var level: UInt8 = 0
    while true {
      let most = 2 * Self.innerRank
      let size = 24 + 16 * most + 8
      let starts = below.isEmpty ? [0] : Array(stride(from: 0, to: below.count, by: most))
      let first = bytes.count
      var nodes: [Node] = []
      var lastName = 0
      for (index, start) in starts.enumerated() {
        let children = below[start..<min(start + most, below.count)]
        let address = bytes.count
        bytes += Array("TREE".utf8) + [0, level]
        append(UInt16(children.count))
        append(index == 0 ? Self.undefined : UInt64(first + (index - 1) * size))
        append(index == starts.count - 1 ? Self.undefined : UInt64(first + (index + 1) * size))
        append(UInt64(lastName))
        for child in children {
          append(UInt64(child.address))
          append(UInt64(child.lastName))
          lastName = child.lastName
        }
        bytes += [UInt8](repeating: 0, count: address + size - bytes.count)
        nodes.append(Node(address: address, lastName: lastName))
      }
      guard nodes.count > 1 else { return first }
      below = nodes
      level += 1
    }
  }

  // MARK: - Objects

  /// Writes an object and returns the address of its header.
  private mutating func write(_ member: Member) -> Int {
    switch member {
    case .group(let members): return write(group: members).header
    case .floats(let tensor):
      // IEEE 754 with 32 bits, the lowest byte first: the sign in bit 31, 8 of the exponent from 23 on.
      let type: [UInt8] =
        [0x11, 0x20, 0x1F, 0, 4, 0, 0, 0] + [0, 0, 32, 0, 23, 8, 0, 23] + [127, 0, 0, 0]
      return write(
        type, tensor.shape.sizes, tensor.withElements { Array(UnsafeRawBufferPointer($0)) })
    }
  }

  private mutating func write(_ type: [UInt8], _ sizes: [Int], _ content: [UInt8]) -> Int {
    let place = bytes.count
    bytes += content
    bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    let header = bytes.count
    let space: [UInt8] = [1, UInt8(sizes.count), 0, 0, 0, 0, 0, 0]
    let layout = [3, 1] + Self.bytes(of: UInt64(place)) + Self.bytes(of: UInt64(content.count))
    appendHeader([
      (kind: 0x01, content: space + sizes.flatMap { Self.bytes(of: UInt64($0)) }),
      (kind: 0x03, content: type),
      // No fill value of its own: what was never written is 0.
      (kind: 0x05, content: [2, 2, 2, 1, 0, 0, 0, 0]),
      (kind: 0x08, content: layout),
    ])
    return header
  }

  private mutating func appendHeader(_ messages: [(kind: UInt16, content: [UInt8])]) {
    var body: [UInt8] = []
    for message in messages {
      let filling = (8 - message.content.count % 8) % 8
      body += Self.bytes(of: message.kind)
      body += Self.bytes(of: UInt16(message.content.count + filling))
      body += [0, 0, 0, 0] + message.content + [UInt8](repeating: 0, count: filling)
    }
    bytes += [1, 0]
    append(UInt16(messages.count))
    append(UInt32(1))
    append(UInt32(body.count))
    append(UInt32(0))
    bytes += body
  }

  // MARK: - Numbers

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    bytes += Self.bytes(of: number)
  }
}
