/// Bytes of a message in Google's Protocol Buffers: fields one after another, each with its number.
///
/// - Source: "Protocol Buffers: Encoding".
struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  /// How the value of a field is laid out.
  private enum Wire: Int {
    case number = 0
    case counted = 2
    case fourBytes = 5
  }

  /// Adds a whole number.
  mutating func add(_ field: Int, _ number: Int) {
    tag(field, .number)
    append(UInt64(bitPattern: Int64(number)))
  }

  /// Adds a Float32.
  mutating func add(_ field: Int, _ number: Float) {
    tag(field, .fourBytes)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  /// Adds a text.
  mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  /// Adds a message.
  mutating func add(_ field: Int, _ message: ProtocolBuffer) { add(field, message.bytes) }

  /// Adds bytes.
  mutating func add(_ field: Int, _ content: [UInt8]) {
    tag(field, .counted)
    append(UInt64(content.count))
    bytes += content
  }

  private mutating func tag(_ field: Int, _ wire: Wire) {
    append(UInt64(field << 3 | wire.rawValue))
  }

  /// Seven bits a byte, the lowest first; the highest bit says that more follow.
  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
