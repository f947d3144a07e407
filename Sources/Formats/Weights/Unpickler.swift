/// Reads a pickle that consists of tensors and what holds them, and refuses every other one.
///
/// A pickle is a program for a small machine with a stack. This machine knows no calls but those of
/// `PickleGlobal`, which build tensors out of numbers.
///
/// - Source: CPython, `Lib/pickletools.py`.
struct Unpickler {
  private let bytes: [UInt8]

  /// The byte behind the last one that was read.
  private(set) var position: Int

  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private(set) var lists: [[PickleValue]] = []
  private(set) var tuples: [[PickleValue]] = []
  private(set) var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []

  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  static let damaged = FormatError("the pickle in this file is damaged or truncated")

  /// Runs the program.
  ///
  /// - Returns: What it leaves.
  /// - Throws: `FormatError` where it is damaged, or wants what is not allowed.
  mutating func load() throws(FormatError) -> PickleValue {
    while true {
      let code = try byte()
      if code == UInt8(ascii: ".") { return try pop() }
      try run(code)
    }
  }

  // MARK: - Bytes

  private mutating func byte() throws(FormatError) -> UInt8 {
    guard position < bytes.count else { throw Self.damaged }
    position += 1
    return bytes[position - 1]
  }

  private mutating func number(_ count: Int) throws(FormatError) -> Int {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(try byte()) << (8 * UInt64(index)) }
    guard let number = Int(exactly: value) else { throw Self.damaged }
    return number
  }

  private mutating func text(_ count: Int) throws(FormatError) -> String {
    guard count >= 0, count <= bytes.count - position else { throw Self.damaged }
    position += count
    return String(decoding: bytes[(position - count)..<position], as: UTF8.self)
  }

  private mutating func line() throws(FormatError) -> String {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw Self.damaged
    }
    let line = try text(end - position)
    position += 1
    return line
  }

  /// A whole number of any length; one that is no Int is nothing that tensors need.
  private mutating func longNumber(_ count: Int) throws(FormatError) -> PickleValue {
    guard count >= 0, count <= bytes.count - position else { throw Self.damaged }
    let digits = bytes[position..<position + count]
    position += count
    guard count <= 8 else { return .other }
    let isNegative = digits.last.map { $0 >= 0x80 } ?? false
    var value: UInt64 = isNegative ? ~0 : 0
    for digit in digits.reversed() { value = value << 8 | UInt64(digit) }
    return .integer(Int(Int64(bitPattern: value)))
  }

  // MARK: - The stack

  private mutating func pop() throws(FormatError) -> PickleValue {
    // What lies below a mark belongs to somebody else.
    guard stack.count > marks.last ?? 0, let value = stack.popLast() else { throw Self.damaged }
    return value
  }

  private mutating func popToMark() throws(FormatError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw Self.damaged }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  private mutating func pushTuple(_ count: Int) throws(FormatError) {
    var values: [PickleValue] = []
    for _ in 0..<count { values.append(try pop()) }
    pushTuple(values.reversed())
  }

  private mutating func pushTuple(_ values: [PickleValue]) {
    tuples.append(values)
    stack.append(.tuple(tuples.count - 1))
  }

  private mutating func pushDictionary(_ entries: [(key: PickleValue, value: PickleValue)] = []) {
    dictionaries.append(entries)
    stack.append(.dictionary(dictionaries.count - 1))
  }

  private mutating func run(_ code: UInt8) throws(FormatError) {
    switch code {
    case 0x80: _ = try byte()
    case 0x95: _ = try text(8)
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"):
      let value = try pop()
      stack += [value, value]
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.bool(true))
    case 0x89: stack.append(.bool(false))
    case UInt8(ascii: "J"):
      stack.append(.integer(Int(Int32(truncatingIfNeeded: try number(4)))))
    case UInt8(ascii: "K"): stack.append(.integer(try number(1)))
    case UInt8(ascii: "M"): stack.append(.integer(try number(2)))
    case 0x8A: stack.append(try longNumber(number(1)))
    case UInt8(ascii: "G"):
      _ = try text(8)
      stack.append(.other)
    case UInt8(ascii: "X"): stack.append(.text(try text(number(4))))
    case 0x8C: stack.append(.text(try text(number(1))))
    case 0x8D: stack.append(.text(try text(number(8))))
    case UInt8(ascii: "U"), UInt8(ascii: "C"): try pushBytes(number(1))
    case UInt8(ascii: "T"), UInt8(ascii: "B"): try pushBytes(number(4))
    default: try runOnContainers(code)
    }
  }

  private mutating func pushBytes(_ count: Int) throws(FormatError) {
    _ = try text(count)
    stack.append(.other)
  }

  private mutating func runOnContainers(_ code: UInt8) throws(FormatError) {
    switch code {
    case UInt8(ascii: ")"): pushTuple([])
    case 0x85: try pushTuple(1)
    case 0x86: try pushTuple(2)
    case 0x87: try pushTuple(3)
    case UInt8(ascii: "t"): pushTuple(try popToMark())
    case UInt8(ascii: "]"):
      lists.append([])
      stack.append(.list(lists.count - 1))
    case UInt8(ascii: "}"): pushDictionary()
    case UInt8(ascii: "a"): try append([try pop()])
    case UInt8(ascii: "e"): try append(try popToMark())
    case UInt8(ascii: "s"):
      let value = try pop()
      try setItems([try pop(), value])
    case UInt8(ascii: "u"): try setItems(try popToMark())
    case UInt8(ascii: "q"): memo[try number(1)] = try top()
    case UInt8(ascii: "r"): memo[try number(4)] = try top()
    case 0x94: memo[memo.count] = try top()
    case UInt8(ascii: "h"): stack.append(try remembered(number(1)))
    case UInt8(ascii: "j"): stack.append(try remembered(number(4)))
    case UInt8(ascii: "c"):
      let module = try line()
      stack.append(.global(try PickleGlobal(module: module, name: try line())))
    case 0x93:
      guard case .text(let name) = try pop(), case .text(let module) = try pop() else {
        throw Self.damaged
      }
      stack.append(.global(try PickleGlobal(module: module, name: name)))
    case UInt8(ascii: "Q"): stack.append(try storage(try pop()))
    case UInt8(ascii: "R"):
      let arguments = try pop()
      stack.append(try call(try pop(), arguments))
    case UInt8(ascii: "b"):
      // An ordered dictionary's own attributes: versions of modules.
      _ = try pop()
      guard case .dictionary = try top() else {
        throw FormatError(
          "this file wants to set the state of an object, which tensors do not need")
      }
    default:
      throw FormatError(
        "this file has a pickle with the instruction \(code), which tensors do not need; it is refused"
      )
    }
  }

  private func top() throws(FormatError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.last else { throw Self.damaged }
    return value
  }

  private func remembered(_ number: Int) throws(FormatError) -> PickleValue {
    guard let value = memo[number] else { throw Self.damaged }
    return value
  }

  private mutating func append(_ values: [PickleValue]) throws(FormatError) {
    guard case .list(let list) = try top() else { throw Self.damaged }
    lists[list] += values
  }

  private mutating func setItems(_ values: [PickleValue]) throws(FormatError) {
    guard case .dictionary(let dictionary) = try top(), values.count % 2 == 0 else {
      throw Self.damaged
    }
    for index in stride(from: 0, to: values.count, by: 2) {
      dictionaries[dictionary].append((values[index], values[index + 1]))
    }
  }

  // MARK: - Tensors

  /// What a persistent name stands for: `("storage", type, key, device, count[, view])`.
  private func storage(_ name: PickleValue) throws(FormatError) -> PickleValue {
    guard case .tuple(let tuple) = name, tuples[tuple].count >= 5,
      tuples[tuple][0] == .text("storage"),
      case .global(.storage(let type)) = tuples[tuple][1],
      case .text(let key) = tuples[tuple][2], case .integer(let count) = tuples[tuple][4],
      count >= 0, tuples[tuple].count == 5 || tuples[tuple][5] == .none
    else { throw FormatError("this file has a storage of a kind that is not read") }
    return .storage(TorchStorage(key: key, type: type, count: count))
  }

  private mutating func call(
    _ function: PickleValue, _ arguments: PickleValue
  ) throws(FormatError) -> PickleValue {
    guard case .global(let function) = function, case .tuple(let tuple) = arguments else {
      throw FormatError("this file wants to call what is no function; it is refused")
    }
    let arguments = tuples[tuple]
    switch function {
    case .orderedDictionary:
      guard arguments.isEmpty else { throw Self.damaged }
      dictionaries.append([])
      return .dictionary(dictionaries.count - 1)
    case .rebuildTensor:
      guard arguments.count >= 4, case .storage(let storage) = arguments[0],
        case .integer(let offset) = arguments[1]
      else { throw Self.damaged }
      return .tensor(
        TorchTensor(
          storage: storage, offset: offset, sizes: try integers(arguments[2]),
          strides: try integers(arguments[3])))
    case .rebuildParameter:
      guard let first = arguments.first, case .tensor = first else { throw Self.damaged }
      return first
    case .storage:
      throw FormatError("this file wants to build a storage, which is no tensor; it is refused")
    }
  }

  private func integers(_ value: PickleValue) throws(FormatError) -> [Int] {
    guard case .tuple(let tuple) = value, tuples[tuple].count <= 32 else { throw Self.damaged }
    var integers: [Int] = []
    for value in tuples[tuple] {
      guard case .integer(let integer) = value, integer >= 0 else { throw Self.damaged }
      integers.append(integer)
    }
    return integers
  }
}
